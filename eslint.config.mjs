/** The lint: strict and typed for the product, plus the rules of the house; nothing can be silenced from inside a file. */
import js from '@eslint/js';
import tseslint from 'typescript-eslint';
import { house } from './deploy/checks/house.mjs';

const forbid = (...forbidden) => ['error', ...forbidden];

/** Forbidden everywhere in TypeScript; each is proved alive by `deploy/checks/rules.mjs`. */
export const everywhere = [
  {
    selector:
      ':matches(ClassDeclaration, TSInterfaceDeclaration, TSTypeAliasDeclaration) > Identifier.id[name=/^I[A-Z][a-z]|^(Base|Abstract)[A-Z]|(Impl|Manager|Helper|Utils?)$/]',
    message: 'A name says what a thing is: no I*, *Impl, Base*, Abstract*, *Manager, *Helper, *Util(s).',
  },
  {
    selector: 'SwitchCase[test=null]',
    message: 'No default: the compiler is the checklist for a new member of the union.',
  },
  { selector: 'TSEnumDeclaration', message: 'A union of literals, not an enum.' },
];

/** In the applications only the edges know the time, and they ask the `Clock`; refusals are facts. */
export const inApps = [
  {
    selector: "CallExpression[callee.name='refuse'] > Literal.arguments[value=/[^a-z0-9-]/]",
    message: 'A refusal is a kebab-case literal that states the fact.',
  },
  {
    selector:
      "NewExpression[callee.name='Date'][arguments.length=0], CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time enters through the command; an edge asks the Clock.',
  },
];

/** A file without a dotted suffix draws no lots and, beside what it may import, reaches nothing outside itself. */
export const pureOnly = [
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'Ids and lots enter through the command.',
  },
];
const outside = ['process', 'console', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto', 'require'];

export const inTests = [
  {
    selector:
      'MemberExpression[object.name=/^(test|it|describe)$/][property.name=/^(skip|only|todo|failing)$/], CallExpression[callee.name=/^(x|f)(it|test|describe)$/]',
    message: 'A test never skips, and never runs alone.',
  },
  {
    selector: "CallExpression[callee.object.name='jest'][callee.property.name=/^(mock|doMock|spyOn)$/]",
    message: 'Our own code is not mocked: the only fakes are the mail server and the clock.',
  },
];

const pureFiles = ['apps/*/src/*/**/!(*.*).ts', 'libs/{core,calendar}/**/!(*.*).ts'];

export default tseslint.config(
  { ignores: ['**/node_modules/', 'dist/', '.local/', 'coverage/'] },
  { linterOptions: { noInlineConfig: true } },
  js.configs.recommended,
  {
    plugins: { house },
    rules: {
      'house/first-line': 'error',
      'house/place': 'error',
      'max-lines': ['error', 300],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-implicit-coercion': 'error',
    },
  },
  { files: ['**/*.{mjs,cjs}'], languageOptions: { globals: house.nodeGlobals } },
  { files: ['apps/*/src/assets/*.js'], languageOptions: { globals: house.browserGlobals } },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': forbid(...everywhere),
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      // What a controller returns has the shape of its DTO; nobody constructs one.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A view's row and a message's value are read by name from an index signature, as the compiler's own option asks.
      '@typescript-eslint/dot-notation': 'off',
      '@typescript-eslint/consistent-indexed-object-style': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
      // It asks for the `!` that another rule forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true, 'ts-ignore': true, 'ts-nocheck': true }],
    },
  },
  {
    files: ['apps/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': forbid(...everywhere, ...inApps) },
  },
  {
    files: pureFiles,
    rules: {
      'no-restricted-syntax': forbid(...everywhere, ...inApps, ...pureOnly),
      'no-restricted-globals': forbid(
        ...outside.map((name) => ({ name, message: 'A file without a dotted suffix does no I/O.' })),
      ),
    },
  },
  {
    files: ['**/*.spec.ts', 'libs/testing/**/*.ts'],
    rules: {
      'no-restricted-syntax': forbid(...everywhere, ...inTests),
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  // The title of the outermost `describe` is its sentence.
  { files: ['**/*.spec.ts'], rules: { 'house/first-line': 'off' } },
);
