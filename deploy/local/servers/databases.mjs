/** The databases of the system and their two roles each: an owner that migrates, and an app that may do as little as it needs. */

/** The one package that the launcher uses; loaded late, because the launcher also installs it. */
export async function connect(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => client.end());
  await client.connect();
  return client;
}

export const databases = ['qeyd_intake', 'qeyd_registry', 'qeyd_notification', 'qeyd_booking', 'qeyd_vault'];
const jobs = 'qeyd_jobs';

/** Makes what is missing and sets the passwords of this place; answers `{ <database>: { owner: url, app: url } }`. */
export async function prepareDatabases(place, adminUrl, { withJobs }) {
  const client = await connect(adminUrl);
  const urls = {};
  try {
    for (const database of withJobs ? [...databases, jobs] : databases) {
      const [owner, app] = [`${database}_owner`, `${database}_app`];
      for (const role of [owner, app]) await setRole(client, role, place.secret(`postgres/${role}`));
      const known = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
      if (known.rowCount === 0) await client.query(`CREATE DATABASE ${database} OWNER ${owner}`);
      await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
      await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${app}`);
      const url = (role) => urlOf(adminUrl, database, role, place.secret(`postgres/${role}`));
      urls[database] = { owner: url(owner), app: url(app) };
    }
  } finally {
    await client.end();
  }
  return urls;
}

/** Passwords are base64url, so they need no quoting. */
async function setRole(client, role, password) {
  const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
  await client.query(`${known.rowCount === 0 ? 'CREATE' : 'ALTER'} ROLE ${role} LOGIN PASSWORD '${password}'`);
}

function urlOf(adminUrl, database, role, password) {
  const url = new URL(adminUrl);
  return Object.assign(url, { pathname: `/${database}`, username: role, password }).href;
}
