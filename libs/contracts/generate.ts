/** Writes docs/asyncapi.yaml and docs/events.md: `node dist/libs/contracts/generate.js [folder]`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from './document/documents';

const [, , folder = 'docs'] = process.argv;
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

mkdirSync(folder, { recursive: true });
for (const [name, content] of documents(version)) writeFileSync(join(folder, name), content);
