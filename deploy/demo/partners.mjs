/** The systems of ASAN and of the regional departments: signed messages in, answers out, over the real broker. */
import { createPrivateKey, sign } from 'node:crypto';
import { accessFrom, PartnerClient } from './product.mjs';

const patience = 30_000;

/** Answers `{ asan, regional, close }`; a partner `{ offices, submit, resend, post }` resolves with the reply that it gets. */
export async function openPartners({ kafka, keys }) {
  const open = async (name) => {
    const partner = keys.partners[name];
    const { username, password } = kafka.users[name];
    const access = accessFrom({
      ...process.env,
      KAFKA_BROKERS: kafka.brokers,
      KAFKA_USERNAME: username,
      KAFKA_PASSWORD: password,
    });
    return deskOf(partner, await PartnerClient.open({ access, partner, key: partner.key }));
  };
  const [asan, regional] = await Promise.all([open('asan'), open('regional')]);
  return { asan, regional, close: () => Promise.all([asan.close(), regional.close()]) };
}

function deskOf(partner, client) {
  return {
    offices: partner.offices,
    async submit(type, data, id) {
      await client.submit(type, data, { id });
      return client.replyTo(id, patience);
    },
    /** Sends the same message again; an answer that was given is not given twice. */
    again: (type, data, id) => client.submit(type, data, { id }),
    /** Sends a message as `change` leaves it, signed anew when `change` says so, and waits for the refusal. */
    async refused(type, data, id, change) {
      const message = await client.envelope(type, data, id, new Date().toISOString());
      const { resign, headers, ...changed } = change(message);
      const sent = { ...message, ...changed, headers: present({ ...message.headers, ...headers }) };
      await client.post(resign ? signedBy(partner.key, sent) : sent);
      return client.reply(({ type: kind, data: { submission } }) => kind === 'SubmissionRefused' && submission === id, patience);
    },
    close: () => client.close(),
  };
}

/** A header that was taken away is not sent as an empty one. */
const present = (headers) => Object.fromEntries(Object.entries(headers).filter(([, text]) => text !== undefined));

/** A detached compact JWS over what stands in the headers and the value, as docs/asyncapi.yaml describes it. */
function signedBy({ kid, ...key }, message) {
  const { ce_id: id, ce_source: source, ce_type: type, ce_time: time } = message.headers;
  const header = Buffer.from(JSON.stringify({ alg: 'EdDSA', kid })).toString('base64url');
  const payload = Buffer.concat([Buffer.from(`${id}\n${source}\n${type}\n${time}\n`), Buffer.from(message.value)]);
  const signature = sign(
    null,
    Buffer.from(`${header}.${payload.toString('base64url')}`),
    createPrivateKey({ key, format: 'jwk' }),
  );
  return { ...message, headers: { ...message.headers, ce_signature: `${header}..${signature.toString('base64url')}` } };
}
