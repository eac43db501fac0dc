/** A specimen OpenID provider: real tokens for people who do not exist. It must never stand before real data. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import Provider from 'oidc-provider';
import { configurationWith } from './configuration.mjs';
import { signIn } from './sign-in.mjs';

const { HOST = '127.0.0.1', PORT = '3100', ISSUER = `http://127.0.0.1:${PORT}`, KEYS_FILE } = process.env;

/** With a file, tokens and sessions outlive a restart of the provider. */
const keys = KEYS_FILE ? JSON.parse(readFileSync(KEYS_FILE, 'utf8')) : {};

const provider = new Provider(ISSUER, configurationWith({ cookieKeys: [randomBytes(32).toString('base64url')], ...keys }));
provider.use(signIn(provider));
provider.on('server_error', (_context, error) => console.error(error));

const server = provider.listen(Number(PORT), HOST);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    server.close();
    server.closeAllConnections();
  });
}
