/** One violation for every rule, as files to plant in an empty tree; a plant breaks exactly the rule it stands under. */

const file = (body) => `/** A planted file. */\n${body}\n`;
const imports = (from) => file(`import '${from}';`);

/** Innocent files: the lint and the dependency rules must say nothing about them. */
export const innocent = (libs) => ({
  ...Object.fromEntries(libs.map((lib) => [`libs/${lib}/index.ts`, file(`export const name = '${lib}';`)])),
  'libs/core/event.ts': file('export const one = 1;'),
  'apps/good/src/stay/stay.ts': file(
    "import type { name } from '@qeyd/contracts';\nimport { name as core } from '@qeyd/core';\nimport days from './days.json';\nexport const stay = (at: typeof name): string => at + core + String(days.length);",
  ),
  'apps/good/src/stay/days.json': '[]\n',
  'apps/good/src/stay/stay.http.ts': file(
    "import { Module } from '@nestjs/common';\nimport { stay } from './stay';\nexport const http = [Module, stay];",
  ),
  'apps/good/src/stay/stay.spec.ts': file(
    "import { name } from '@qeyd/testing';\ntest('a stay', () => expect(name).toBe(name));",
  ),
  'libs/kafka/client.ts': file("import { Kafka } from 'kafkajs';\nexport const kafka = Kafka;"),
});

/** By name of the dependency rule: the planted files; the first one is the guilty one. */
export const dependencies = (layerRules) => ({
  'no-cycle': { 'apps/cycle/src/a/one.ts': imports('./two'), 'apps/cycle/src/a/two.ts': imports('./one') },
  resolvable: { 'apps/lost/src/a/a.http.ts': imports('./nowhere') },
  'no-dot-no-io': { 'apps/impure/src/a/a.ts': imports('node:fs') },
  'no-dot-only-contract-types': {
    'apps/schema/src/a/a.ts': file("import { name } from '@qeyd/contracts';\nexport const a = name;"),
  },
  'front-door': { 'apps/deep/src/a/a.http.ts': imports('../../../../libs/core/event') },
  'apps-apart': { 'apps/near/src/a/a.http.ts': imports('../../../good/src/stay/stay') },
  'libs-below-apps': { 'libs/contracts/up.ts': imports('../../apps/good/src/stay/stay') },
  'layer-known': { 'libs/newcomer/index.ts': imports('@qeyd/core') },
  'no-test-in-product': { 'apps/tested/src/a/a.http.ts': imports('@qeyd/testing') },
  'no-tool-in-product': { 'apps/tool/src/a/a.http.ts': imports('fast-check') },
  'kafkajs-in-its-place': { 'apps/kafka/src/a/a.kafka.ts': imports('kafkajs') },
  'bullmq-in-its-place': { 'apps/jobs/src/a/a.job.ts': imports('bullmq') },
  'pg-in-its-place': { 'apps/pg/src/a/a.view.ts': imports('pg') },
  'typeorm-in-its-place': { 'apps/orm/src/a/a.http.ts': imports('typeorm') },
  'nodemailer-in-its-place': { 'apps/mail/src/a/a.http.ts': imports('nodemailer') },
  ...Object.fromEntries(
    layerRules.map(({ lib, stranger }) => [`layer-of-${lib}`, { [`libs/${lib}/stray.edge.ts`]: imports(`@qeyd/${stranger}`) }]),
  ),
});

const everywhere = 'libs/platform/';
const edge = 'apps/lint/src/a/';

/** What the lint must say: rule, file and source. */
export const lint = [
  ['house/first-line', `${everywhere}first.ts`, "export const nothing = 'said';\n"],
  ['house/place', 'libs/platform/utils/place.ts', file('export const here = 1;')],
  ['max-lines', `${everywhere}long.ts`, file(`export const long = 1;${'\n//'.repeat(300)}`)],
  ['no-warning-comments', `${everywhere}later.ts`, file('// TODO later\nexport const later = 1;')],
  ['no-empty', `${everywhere}swallow.ts`, file('try {\n  JSON.parse("");\n} catch {}')],
  ['no-console', `${everywhere}loud.ts`, file("console.log('loud');")],
  ['@typescript-eslint/no-explicit-any', `${everywhere}any.ts`, file('export const any = (value: any): boolean => value === 1;')],
  [
    '@typescript-eslint/no-explicit-any',
    `${everywhere}silenced.ts`,
    file('// eslint-disable-next-line\nexport const any = (value: any): boolean => value === 1;'),
  ],
  [
    '@typescript-eslint/ban-ts-comment',
    `${everywhere}ignored.ts`,
    file("// @ts-expect-error: planted to be wrong\nexport const one: number = 'one';"),
  ],
  ['@typescript-eslint/no-floating-promises', `${everywhere}float.ts`, file('Promise.resolve(1);')],
  [
    '@typescript-eslint/no-non-null-assertion',
    `${everywhere}sure.ts`,
    file('export const sure = (text?: string): string => text!;'),
  ],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    `${everywhere}switch.ts`,
    file(
      "export const f = (way: 'in' | 'out'): number => {\n  switch (way) {\n    case 'in':\n      return 1;\n  }\n  return 2;\n};",
    ),
  ],
  ['no-restricted-syntax', `${everywhere}name.ts`, file('export class MailManager {\n  readonly mails = 1;\n}')],
  [
    'no-restricted-syntax',
    `${everywhere}default.ts`,
    file(
      'export const f = (n: number): number => {\n  switch (n) {\n    case 1:\n      return 1;\n    default:\n      return 2;\n  }\n};',
    ),
  ],
  ['no-restricted-syntax', `${everywhere}enum.ts`, file('export enum Way {\n  In,\n}')],
  [
    'no-restricted-syntax',
    `${edge}refusal.ts`,
    file("const refuse = (code: string): string => code;\nexport const no = refuse('Stay is over');"),
  ],
  ['no-restricted-syntax', `${edge}time.http.ts`, file('export const now = new Date();')],
  ['no-restricted-syntax', `${edge}now.ts`, file('export const now = Date.now();')],
  ['no-restricted-syntax', `${edge}lots.ts`, file('export const lot = Math.random();')],
  ['no-restricted-globals', 'libs/core/wait.ts', file('setTimeout(() => 1, 1);')],
  ['no-restricted-syntax', `${edge}skip.spec.ts`, file("test.skip('never', () => expect(1).toBe(1));")],
  ['no-restricted-syntax', `${edge}mock.spec.ts`, file("jest.mock('./now');")],
];
