/** A database of a test's own on the server of the run, with the roles of production. */
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource, type MigrationInterface } from 'typeorm';

export interface TestDatabase {
  /** Connects as the least-privilege role that an app uses. */
  readonly url: string;
  /** Connects as the owner that migrates. */
  readonly ownerUrl: string;
  drop(): Promise<void>;
}

const serverUrl = (): URL => {
  const url = process.env['TEST_POSTGRES_URL'];
  if (!url) throw new Error('TEST_POSTGRES_URL is not set: run the tests with `npm test`');
  return new URL(url);
};

const asAdmin = async (work: (admin: Client) => Promise<void>): Promise<void> => {
  const admin = new Client({ connectionString: serverUrl().href });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
};

/** Creates `<name>_<random>` with an owner and an app role and runs the migrations as the owner. */
export async function testDatabase(name: string, migrations: readonly (new () => MigrationInterface)[]): Promise<TestDatabase> {
  const database = `${name}_${randomBytes(5).toString('hex')}`;
  const urlOf = (role: string): string => {
    const url = serverUrl();
    url.pathname = `/${database}`;
    url.username = role;
    url.password = role;
    return url.href;
  };
  await asAdmin(async (admin) => {
    for (const role of ['owner', 'app'])
      await admin.query(`CREATE ROLE ${database}_${role} LOGIN PASSWORD '${database}_${role}'`);
    await admin.query(`CREATE DATABASE ${database} OWNER ${database}_owner`);
  });
  const ownerUrl = urlOf(`${database}_owner`);
  const source = await new DataSource({
    type: 'postgres',
    url: ownerUrl,
    migrations: [...migrations],
    logging: ['error'],
  }).initialize();
  await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
  return {
    url: urlOf(`${database}_app`),
    ownerUrl,
    drop: () =>
      asAdmin(async (admin) => {
        await admin.query(`DROP DATABASE ${database} WITH (FORCE)`);
        for (const role of ['owner', 'app']) await admin.query(`DROP ROLE ${database}_${role}`);
      }),
  };
}
