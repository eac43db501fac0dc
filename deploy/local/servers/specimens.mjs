/** The servers of our own that stand in for the outside world: a mailbox and an OpenID provider with specimen users. */
import { join } from 'node:path';
import { root } from '../machine/place.mjs';

export async function startMailbox(place) {
  const folder = place.folderFor('mail');
  const [smtpPort, pagePort] = [await place.port('smtp', 2525), await place.port('mail-page', 8025)];
  const page = `http://127.0.0.1:${pagePort}`;
  await place.supervisor.run({
    name: 'mailbox',
    ...script('mailbox/mailbox.mjs', { SMTP_PORT: smtpPort, PAGE_PORT: pagePort, MAIL_FOLDER: folder }),
    ready: () => answersOk(`${page}/health/ready`),
  });
  return { smtp: `smtp://127.0.0.1:${smtpPort}`, page, by: 'a server that keeps every mail', data: folder };
}

export async function startProvider(place, keysFile) {
  const port = await place.port('oidc', 3100);
  const issuer = `http://127.0.0.1:${port}`;
  await place.supervisor.run({
    name: 'oidc',
    ...script('oidc/provider.mjs', { PORT: port, ISSUER: issuer, KEYS_FILE: keysFile }),
    ready: () => answersOk(`${issuer}/health/ready`),
  });
  return { issuer, by: 'an OpenID provider with specimen users' };
}

const script = (path, env) => ({
  command: process.execPath,
  args: [join(root, 'deploy', path)],
  cwd: root,
  env: { ...process.env, ...env },
});

/** Whether a GET of `url` is answered with success within two seconds. */
export async function answersOk(url) {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
