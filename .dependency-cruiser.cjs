/** Who may know whom: layers, front doors, and the naming law "no dot, no I/O"; `deploy/checks/rules.mjs` proves each rule alive. */

/** The libraries that each library may know; an application may know all of them. */
const layers = {
  core: [],
  calendar: ['core'],
  contracts: ['core', 'calendar'],
  'event-store': ['core'],
  privacy: ['core', 'event-store'],
  platform: ['core', 'calendar', 'contracts', 'event-store', 'privacy'],
  kafka: ['core', 'contracts', 'event-store', 'platform'],
  jobs: ['core', 'event-store', 'platform'],
  service: ['core', 'contracts', 'event-store', 'kafka', 'jobs', 'platform', 'privacy'],
  testing: ['core', 'contracts', 'event-store', 'kafka', 'platform', 'privacy'],
};

const tests = '[.](?:spec|fixture)[.]ts$|^(?:apps|libs)/[^/]+/test/';
/** Files without a dotted suffix in an aggregate's folder, in core and in the calendar. */
const pure = '^(?:apps/[^/]+/src/[^.]+/|libs/(?:core|calendar)/)[^.]+[.]ts$';
const pureData = '[.]json$';
const contracts = '^libs/contracts/index[.]ts$';
const npm = (name) => `node_modules/(?:@types/)?${name}/`;

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
/** This package is named in these places and nowhere else. */
const only = (name, packages, places) =>
  forbid(
    `${name}-in-its-place`,
    `Only its own places name ${packages.join(', ')}.`,
    { pathNot: [tests, '^libs/testing/', ...places] },
    {
      path: packages.map(npm),
    },
  );

module.exports = {
  forbidden: [
    forbid('no-cycle', 'A cycle is one part that pretends to be two.', {}, { circular: true }),
    forbid('resolvable', 'Every import leads somewhere.', {}, { couldNotResolve: true }),
    forbid(
      'no-dot-no-io',
      'A file without a dotted suffix knows only such files, core and the calendar.',
      { path: pure },
      {
        pathNot: [pure, pureData, contracts],
      },
    ),
    forbid(
      'no-dot-only-contract-types',
      'A file without a dotted suffix knows the shape of a contract, not its schema.',
      { path: pure },
      {
        path: contracts,
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid(
      'front-door',
      'A library is entered by its index.',
      { path: '^(?:apps|libs)/([^/]+)/' },
      {
        path: '^libs/',
        pathNot: ['^libs/$1/', '^libs/[^/]+/index[.]ts$'],
      },
    ),
    forbid(
      'apps-apart',
      'Services share contracts, never code paths.',
      { path: '^apps/([^/]+)/' },
      { path: '^apps/', pathNot: '^apps/$1/' },
    ),
    forbid('libs-below-apps', 'A library knows no application.', { path: '^libs/' }, { path: '^apps/' }),
    ...Object.entries(layers).map(([lib, known]) =>
      forbid(
        `layer-of-${lib}`,
        `${lib} knows only ${known.join(', ') || 'itself'}.`,
        { path: `^libs/${lib}/`, pathNot: tests },
        {
          path: '^libs/',
          pathNot: [`^libs/${lib}/`, ...known.map((other) => `^libs/${other}/`)],
        },
      ),
    ),
    forbid(
      'layer-known',
      'A new library gets its place in the layers.',
      { path: '^libs/', pathNot: Object.keys(layers).map((lib) => `^libs/${lib}/`) },
      {},
    ),
    forbid(
      'no-test-in-product',
      'The product knows neither its tests nor their tools.',
      { pathNot: [tests, '^libs/testing/'] },
      {
        path: ['^libs/testing/', tests],
      },
    ),
    forbid(
      'no-tool-in-product',
      'What runs in production is a dependency, not a tool of development.',
      { pathNot: [tests, '^libs/testing/', '^libs/contracts/(?:generate[.]ts|document/)'] },
      {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    only('kafkajs', ['kafkajs'], ['^libs/kafka/']),
    only('bullmq', ['bullmq', 'ioredis'], ['^libs/jobs/']),
    only('pg', ['pg', 'pg-copy-streams'], ['^libs/(?:event-store|privacy)/']),
    only('typeorm', ['typeorm', '@nestjs/typeorm'], ['^libs/', '/migrations/', '[.](?:migration|entity|module)[.]ts$']),
    only('nodemailer', ['nodemailer'], ['[.]mail[.]ts$']),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // What browsers load, by addresses of the portal.
    exclude: { path: '^apps/[^/]+/src/assets/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
