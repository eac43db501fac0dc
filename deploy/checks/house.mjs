/** The two lint rules of our own: a file begins with the sentence that says what it is, and lives in a folder with a name. */
import { relative } from 'node:path';

const firstLine = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { missing: 'The first line of a file is one sentence that says what it is.' },
  },
  create: (context) => ({
    Program(node) {
      const [first] = context.sourceCode.getAllComments();
      const begins = context.sourceCode.getText().startsWith('#!') ? 2 : 1;
      const says =
        first?.type === 'Block' && first.value.startsWith('*') && first.loc.start.line === begins && /\w[.:;)]/.test(first.value);
      if (!says) context.report({ node, messageId: 'missing', loc: { line: 1, column: 0 } });
    },
  }),
};

const place = {
  meta: { type: 'suggestion', schema: [], messages: { vague: 'No folder is called {{folder}}: name what lives there.' } },
  create: (context) => ({
    Program(node) {
      const folder = relative(context.cwd, context.filename)
        .split(/[\\/]/)
        .find((part) => /^(common|shared|utils?|helpers?|misc)$/.test(part));
      if (folder) context.report({ node, messageId: 'vague', data: { folder }, loc: { line: 1, column: 0 } });
    },
  }),
};

const names = [
  'console',
  'process',
  'Buffer',
  'URL',
  'URLSearchParams',
  'fetch',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
];
const more = [
  'setImmediate',
  'performance',
  'AbortController',
  'AbortSignal',
  'structuredClone',
  'module',
  'require',
  '__dirname',
  '__filename',
  'crypto',
];

const inBrowsers = ['document', 'location', 'navigator', 'performance', 'print', 'setTimeout', 'EventSource'];

export const house = {
  rules: { 'first-line': firstLine, place },
  nodeGlobals: Object.fromEntries([...names, ...more, 'TextDecoder', 'TextEncoder'].map((name) => [name, 'readonly'])),
  browserGlobals: Object.fromEntries(inBrowsers.map((name) => [name, 'readonly'])),
};
