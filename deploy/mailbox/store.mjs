/** Keeps mails as .eml files and remembers who got which. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';

/**
 * `keep` takes an envelope `{ from, to: string[] }` and the mail's bytes; `list` gives the newest first.
 * The envelope stands in the file as the headers that a delivering server adds, so that a file is the whole truth.
 */
export function openStore(folder) {
  mkdirSync(folder, { recursive: true });
  const fileOf = (id) => join(folder, `${id}.eml`);
  const kept = readdirSync(folder)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => entryOf(name.slice(0, -4), readFileSync(join(folder, name), 'latin1')));

  return {
    async keep({ from, to }, bytes) {
      const receivedAt = new Date().toISOString();
      const id = `${receivedAt.replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`;
      const added = [
        `Return-Path: <${from}>`,
        ...to.map((address) => `Delivered-To: ${address}`),
        `X-Received-At: ${receivedAt}`,
      ];
      const head = Buffer.from(`${added.join('\r\n')}\r\n`);
      await writeFile(fileOf(id), Buffer.concat([head, bytes]));
      kept.push(entryOf(id, Buffer.concat([head, bytes]).toString('latin1')));
      return id;
    },

    /** At most `limit`, of those that went to the address `to` and bear the `messageId`, if these are given. */
    list({ to, messageId, limit = 100 } = {}) {
      const wanted = kept.filter(
        (mail) => (!to || mail.to.includes(to.toLowerCase())) && (!messageId || mail.messageId === messageId),
      );
      return Promise.all(wanted.slice(-limit).reverse().map(read));
    },

    async get(id) {
      const entry = kept.find((mail) => mail.id === id);
      return entry && read(entry);
    },

    raw: (id) => (kept.some((mail) => mail.id === id) ? readFileSync(fileOf(id)) : undefined),
  };

  async function read(entry) {
    const { subject = '', text = '', html = '', headers } = await PostalMime.parse(readFileSync(fileOf(entry.id)));
    return { ...entry, subject, text, html, headers: Object.fromEntries(headers.map(({ key, value }) => [key, value])) };
  }
}

/** What is remembered of each mail without reading its file again. */
function entryOf(id, mail) {
  const head = mail.slice(0, mail.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  const all = (name) => [...head.matchAll(new RegExp(`^${name}: *(.*)$`, 'gim'))].map((match) => match[1].trim());
  return {
    id,
    receivedAt: all('X-Received-At')[0],
    from: all('Return-Path')[0].slice(1, -1),
    to: all('Delivered-To').map((address) => address.toLowerCase()),
    messageId: all('Message-ID')[0] ?? null,
  };
}
