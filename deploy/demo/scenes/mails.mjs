/** Mail servers that misbehave: refuse for ever, are busy, answer late, lose the answer; and the officers' work-list. */
import { formOf, nameOf } from '../people.mjs';
import { Trouble, say } from '../../local/machine/say.mjs';
import { confirmationsOf } from '../facts.mjs';

export const title = 'Mail servers that misbehave, and the officers’ work-list';

const troubles = [
  ['busy-4xx-1', 'the mail server is busy at first', 'accepted'],
  ['lost-reply', 'it takes the mail and loses the answer', 'accepted'],
  ['slow-2', 'it answers two seconds late', 'accepted'],
  ['busy-4xx', 'it is busy all day: tried on and on', 'deferred'],
  ['refuse-5xx', 'it refuses for ever: an officer must call', 'with-officer'],
  ['refuse-5xx', 'it refuses for ever: the officer calls', 'handed-over'],
];

/** Where the mail server is not the mailbox of ours, which has a page, nobody is troubled. */
export async function play(day, { mailbox: { page } }) {
  for (const [behaviour, says, told] of page ? troubles : []) {
    const guest = day.newcomer();
    const email = `${behaviour}+${guest.number.toLowerCase()}@example.org`;
    const expect = { outcome: 'registered', told, way: 'phone' };
    await day.file('guest', formOf({ ...guest, email }), { guest, expect, says: `${nameOf(guest)}: ${says}` });
  }
  await handOver(day, await day.settled());
}

/** Printed at the counter or told by phone: that stops the same clock. */
async function handOver({ entries, post }, facts) {
  for (const { application, expect, correlation } of entries.filter((entry) => entry.expect.told === 'handed-over')) {
    const [notice] = confirmationsOf(facts, application);
    const path = `/v1/notices/${notice.id}/hand-over`;
    const { status, body } = await post('notification', path, { way: expect.way }, { as: 'officer', correlation });
    if (status !== 200) throw new Trouble(`The notice could not be handed over: ${JSON.stringify(body)}`);
    say(`  work-list         the confirmation is ${expect.way === 'printed' ? 'printed and handed over' : 'told by phone'}`);
  }
}
