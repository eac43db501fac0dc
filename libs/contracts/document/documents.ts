/** The generated documents by file name, laid out as the formatter of the repository would. */
import { stringify } from 'yaml';
import { asyncApi } from './asyncapi';
import { eventCatalogue } from './events';

export function documents(version: string): ReadonlyMap<string, string> {
  const plain: unknown = JSON.parse(JSON.stringify(asyncApi(version))); // a schema used twice is written twice, not as an alias
  // many readers still follow YAML 1.1, where a bare 2026-11-22 is not a text
  const yaml = stringify(plain, { lineWidth: 0, singleQuote: true, compat: 'yaml-1.1' });
  return new Map([
    ['asyncapi.yaml', `# Made from libs/contracts by \`node dist/libs/contracts/generate.js\`.\n${yaml}`],
    ['events.md', eventCatalogue()],
  ]);
}
