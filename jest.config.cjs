/** Three kinds of test: `unit` needs nothing, `int` needs the servers, `e2e` needs the built system. */
const { availableParallelism } = require('node:os');

const esm = ['jose', 'mrz', 'uuid', 'postal-mime', 'oidc-provider', '@nestjs', 'quick-lru', 'nanoid', 'content-disposition'].join(
  '|',
);
const swc = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};
const project = (displayName, testMatch) => ({
  displayName,
  testMatch,
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    '/.local/',
    ...(displayName === 'unit' ? ['\\.(int|e2e)\\.spec\\.ts$'] : []),
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.local/'],
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: { '^@qeyd/([^/]+)$': '<rootDir>/libs/$1/index.ts' },
  transform: { '\\.[cm]?[jt]s$': ['@swc/jest', swc] },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esm})/)`],
});
module.exports = {
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/sequencer.cjs',
  // Most of the time a test waits for a server: two at a time make use of two cores.
  maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
  projects: [
    project('unit', ['<rootDir>/{apps,libs,deploy,test}/**/*.spec.ts']),
    project('int', ['<rootDir>/{apps,libs,deploy}/**/*.int.spec.ts']),
    project('e2e', ['<rootDir>/test/**/*.e2e.spec.ts']),
  ],
};
