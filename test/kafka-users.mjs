/** Adds users to a running broker as a start does, and prints how many times it ran the broker's tool: `<data folder> <broker> <users as JSON>`. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findJava, kafkaJars } from '../deploy/local/servers/kafka-jars.mjs';
import { addNewUsers } from '../deploy/local/servers/kafka.mjs';

const [folder, broker, users] = process.argv.slice(2);
const [java, jars] = [findJava(), await kafkaJars(null)];
let ran = 0;
await addNewUsers(folder, JSON.parse(users), broker, (args) => {
  ran += 1;
  return promisify(execFile)(java, ['-cp', join(jars, '*'), ...args]);
});
process.stdout.write(String(ran));
