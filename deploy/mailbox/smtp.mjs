/**
 * The SMTP side, with recipients that misbehave on purpose. What stands before the `+` or `@` of an address decides:
 * `refuse-5xx@`    is refused for ever (550)
 * `busy-4xx@`      is refused for now (451), every time; `busy-4xx-2@` only the first two times
 * `slow@`          is answered 3 seconds late; `slow-10@` 10 seconds late
 * `lost-reply@`    its first mail is kept, but the connection breaks before the answer
 * A `+suffix` makes an address of its own: `busy-4xx-2+case7@example.org`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

const largest = 10 * 1024 * 1024;

export function createMailServer(store) {
  const attempts = new Map();
  const attemptOf = (address) => {
    attempts.set(address, (attempts.get(address) ?? 0) + 1);
    return attempts.get(address);
  };

  const server = new SMTPServer({
    name: 'mailbox.example.org',
    banner: 'keeps every mail and delivers none',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largest,
    rejectOversized: true,

    onRcptTo({ address }, _session, answer) {
      const [, behaviour, times] = /^(refuse-5xx|busy-4xx)(?:-(\d+))?[+@]/.exec(address) ?? [];
      if (behaviour === 'refuse-5xx') return answer(reply(550, '5.1.1 No such mailbox'));
      if (behaviour === 'busy-4xx' && attemptOf(address) <= Number(times ?? Infinity))
        return answer(reply(451, '4.3.2 Busy, try again later'));
      answer();
    },

    async onData(stream, session, answer) {
      const chunks = [];
      for await (const chunk of stream) chunks.push(chunk);
      if (stream.sizeExceeded) return answer();
      const to = session.envelope.rcptTo.map(({ address }) => address);
      const id = await store.keep({ from: session.envelope.mailFrom.address, to }, Buffer.concat(chunks));
      if (to.some((address) => /^lost-reply[+@]/.test(address) && attemptOf(address) === 1)) return hangUp(session);
      const late = to.map((address) => /^slow(?:-(\d+))?[+@]/.exec(address)).find(Boolean);
      if (late) await sleep(Number(late[1] ?? 3) * 1_000);
      answer(null, `2.0.0 Kept as ${id}`);
    },
  });

  /** A client that goes away in the middle of a mail is its own affair. */
  server.on('error', (error) => console.error(error.message));

  function hangUp(session) {
    for (const connection of server.connections) if (connection.id === session.id) connection.close();
  }

  return server;
}

const reply = (responseCode, message) => Object.assign(new Error(message), { responseCode });
