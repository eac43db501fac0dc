/** Finds Java and fetches the broker's jars with Maven, once for all places. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { home, root } from '../machine/place.mjs';
import { Trouble, say } from '../machine/say.mjs';

const oldestJava = 17;
const ways =
  'start a Docker engine, or name a running broker:\n  KAFKA_BROKERS=host:9092 KAFKA_USERNAME=admin KAFKA_PASSWORD=… npm start';

/** The path of a Java that is new enough. */
export function findJava() {
  const homes = [process.env.JAVA_HOME, '/opt/homebrew/opt/openjdk', '/usr/local/opt/openjdk'].filter(Boolean);
  const candidates = [...homes.map((folder) => join(folder, 'bin', 'java')), 'java'];
  const found = candidates.find((java) => {
    const asked = spawnSync(java, ['-version'], { encoding: 'utf8' });
    return asked.status === 0 && Number(/version "(\d+)/.exec(asked.stderr)?.[1]) >= oldestJava;
  });
  if (!found) {
    throw new Trouble(
      `Kafka needs Java ${oldestJava} or newer, and none was found.\n  Install one (apt-get install openjdk-17-jre-headless, brew install openjdk), ${ways}`,
    );
  }
  return found;
}

/** The folder with the jars, downloaded when missing (44 MB). */
export async function kafkaJars(place) {
  const pom = join(root, 'deploy', 'kafka', 'pom.xml');
  const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(home, 'kafka', `jars-${version}`);
  if (!existsSync(folder)) await download(place, pom, folder);
  return folder;
}

/** Into a folder of its own first, so that a download that was cut short is never taken for a whole one. */
async function download(place, pom, folder) {
  if (spawnSync('mvn', ['--version']).status !== 0) {
    throw new Trouble(
      `Kafka's jars are fetched with Maven, and \`mvn\` was not found.\n  Install it (apt-get install maven, brew install maven), ${ways}`,
    );
  }
  say('    kafka: downloading version 4.3.1 (44 MB)');
  mkdirSync(join(home, 'kafka'), { recursive: true });
  const fresh = mkdtempSync(join(home, 'kafka', 'download-'));
  try {
    copyFileSync(pom, join(fresh, 'pom.xml'));
    const goals = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars'];
    await place.supervisor.finish('mvn', ['-q', '-B', ...goals], { cwd: fresh });
    if (!existsSync(folder)) renameSync(join(fresh, 'jars'), folder);
  } catch (error) {
    throw new Trouble(`Maven could not fetch Kafka's jars:\n${error.message}\n  Try again, ${ways}`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
