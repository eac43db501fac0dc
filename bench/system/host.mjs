/** The system to measure: the one that runs, else one of its own in a temporary folder. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { apps } from '../../deploy/local/apps.mjs';
import { onEnd } from '../../deploy/local/machine/ending.mjs';
import { home, readState } from '../../deploy/local/machine/place.mjs';
import { prepare } from '../../deploy/local/machine/prepare.mjs';
import { isAlive } from '../../deploy/local/machine/process.mjs';
import { Trouble, say } from '../../deploy/local/machine/say.mjs';
import { openSystem, runningSystem } from '../../deploy/local/system.mjs';

/** `work` gets `{ system, isOwn, programs(), token, alone() }`; `alone` leaves nothing but intake and its servers running. */
export async function withSystem({ folder = home, fastest }, work) {
  if (isAlive(readState(folder).launcher)) {
    const system = runningSystem(folder);
    say(`\nMeasured is the system that runs from ${folder}. What is filed stays in it.\n`);
    return work({ system, isOwn: false, programs: programsIn(folder), token: await tokenFor(system, fastest) });
  }

  const own = join(home, `bench-${randomBytes(4).toString('hex')}`);
  const appEnvironment = { PUBLIC_RATE_PER_MINUTE: '0' };
  const host = openSystem({ folder: own, usualPorts: false, temporary: true, environment: {}, appEnvironment });
  const ending = onEnd(() => host.stop());
  await ending.during(async () => {
    say('\nNo system runs, so the bench starts one of its own.\n');
    await prepare(ending);
    const system = await host.start();
    say();
    const others = apps.map(({ name }) => name).filter((name) => name !== 'intake');
    const alone = () => Promise.all(others.map(host.supervisor.stop));
    await work({ system, isOwn: true, programs: programsIn(own), token: null, alone });
  });
  await host.stop();
}

const programsIn = (folder) => () => {
  const living = Object.entries(readState(folder).processes).filter(([, identity]) => isAlive(identity));
  return Object.fromEntries(living.map(([name, { pid }]) => [name, pid]));
};

/** Where the public may not file as often as is wanted, a host files: hosts have accounts, and no such limit. */
async function tokenFor({ apps, oidc }, fastest) {
  const headers = { 'content-type': 'application/json' };
  const probe = await fetch(`${apps.intake}/v1/stay-applications`, { method: 'POST', headers, body: '{}' });
  if (Number(probe.headers.get('x-ratelimit-limit')) >= fastest * 60) return null;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: 'host', client_secret: 'specimen' });
  const { token_endpoint: address } = await (await fetch(`${oidc.issuer}/.well-known/openid-configuration`)).json();
  const { access_token: token } = await (await fetch(address, { method: 'POST', body: form })).json();
  if (!token) throw new Trouble('The public may file so seldom here, and the OpenID provider knows no specimen host.');
  return token;
}
