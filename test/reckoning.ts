/** The reckoning: what the outside record of acceptances says, against what the logs and the mailbox say. */
import { until, type Accepted, type RunningSystem } from './running';

interface Registered {
  readonly application: string;
}

interface Notice {
  readonly id: string;
  readonly type: string;
}

const REGISTERED = `SELECT data->>'application' AS application FROM event WHERE type = 'StayRegistered' AND data->>'application' = ANY ($1)`;
const NOTICES = `
  SELECT p.stream AS id, (SELECT l.type FROM event l WHERE l.stream = p.stream ORDER BY version DESC LIMIT 1) AS type
  FROM event p WHERE p.type = 'NoticePlanned' AND p.data->>'application' = $1`;

/**
 * Waits until every acceptance led to an accepted e-mail, then demands of each exactly one registration, one notice and
 * one Message-ID, and of every log positions without a gap and a chain that holds.
 */
export async function reckon(system: RunningSystem, acceptances: ReadonlyMap<string, Accepted>): Promise<void> {
  for (const [email, { application }] of acceptances) {
    await until(async () => {
      const [notice] = await system.query<Notice>('qeyd_notification', NOTICES, [application]);
      return notice?.type === 'NoticeAccepted' && (await system.mailsTo(email)).length > 0;
    });
  }
  const applications = [...acceptances.values()].map(({ application }) => application);
  const registered = await system.query<Registered>('qeyd_registry', REGISTERED, [applications]);
  expect(registered.map(({ application }) => application).sort()).toEqual([...applications].sort());
  for (const [email, { application }] of acceptances) {
    expect(await system.query<Notice>('qeyd_notification', NOTICES, [application])).toHaveLength(1);
    expect(new Set((await system.mailsTo(email)).map(({ messageId }) => messageId)).size).toBe(1);
  }
  await system.checkLogs();
}
