import js from '@eslint/js';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';

/** A forbidden piece of syntax with the reason shown to whoever writes it. */
const forbid = (selector, message) => ({ selector, message });

const settingsOnlyInConfig = forbid(
  "MemberExpression[object.name='process'][property.name='env']",
  'Settings are read by server/src/config only; take the AppConfig.',
);
const consoleOnlyInLaunch = forbid(
  "MemberExpression[object.name='console']",
  'A server writes through its Logger, a page tells the person.',
);
const noSave = forbid(
  "CallExpression[callee.type='MemberExpression'][callee.property.name='save']",
  'save() on an id made by a client overwrites somebody else’s record: use insertOnce or a named update.',
);
const transactionFunction = [
  ':function:has(> Identifier[name=/^(tx|transaction)$/])',
  ":function:has(> Identifier[typeAnnotation.typeAnnotation.typeName.name='Transaction'])",
];
const parallel = "CallExpression[callee.object.name='Promise'][callee.property.name=/^(all|allSettled|any|race)$/]";
const oneAfterAnother = transactionFunction.map((inside) =>
  forbid(`${inside} ${parallel}`, 'A transaction is one connection: its statements run one after another.'),
);
const clockOnly = [
  forbid("NewExpression[callee.name='Date'][arguments.length=0]", 'Rules are told what day it is.'),
  forbid("CallExpression[callee.object.name='Date'][callee.property.name='now']", 'Rules are told what day it is.'),
];
const onlyTests = forbid(
  "MemberExpression[object.name=/^(describe|it|test)$/][property.name='only']",
  'The other tests would be left out unseen.',
);

const unusedIsNamed = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' };

export default tseslint.config(
  {
    ignores: ['**/dist/', '**/.build/', '**/.angular/', '**/node_modules/', '.data/', 'shared/src/api.ts', 'coverage/'],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts'],
    extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['shared', 'migrations', 'server', 'test']
          .map((workspace) => `${workspace}/tsconfig.json`)
          .concat(['client/tsconfig.app.json', 'client/tsconfig.spec.json']),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', onlyTests, consoleOnlyInLaunch],
      '@typescript-eslint/no-unused-vars': ['error', unusedIsNamed],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
      // Templates hold numbers and dates we made ourselves.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Services and test doubles promise by their interface, whether or not they wait for anything yet.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['shared/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', onlyTests, consoleOnlyInLaunch, settingsOnlyInConfig, ...clockOnly],
      'no-restricted-imports': ['error', { patterns: [{ regex: '^[^.]', message: 'shared imports nothing.' }] }],
    },
  },
  {
    files: ['shared/src/**/*.spec.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['server/src/**/*.ts', 'migrations/src/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[onlyTests, consoleOnlyInLaunch, settingsOnlyInConfig, noSave],
        ...oneAfterAnother,
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'typeorm',
              importNames: ['DataSource', 'Repository', 'EntityManager', 'createConnection'],
              message: 'The only door to the data is db.as(viewer, …).',
            },
            {
              name: '@nestjs/typeorm',
              importNames: ['InjectDataSource', 'InjectRepository', 'InjectEntityManager'],
              message: 'The only door to the data is db.as(viewer, …).',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['server/src/**/*.rules.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[onlyTests, consoleOnlyInLaunch, settingsOnlyInConfig, noSave],
        ...[...oneAfterAnother, ...clockOnly],
      ],
    },
  },
  {
    files: ['server/src/config/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', onlyTests, consoleOnlyInLaunch, noSave] },
  },
  {
    files: ['server/src/database/**/*.ts', 'migrations/src/**/*.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    // Bodies of answers have no type: what they hold is what is being tested.
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['client/src/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'tx', style: 'kebab-case' }],
      '@angular-eslint/directive-selector': ['error', { type: 'attribute', prefix: 'tx', style: 'camelCase' }],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@angular-eslint/prefer-signals': 'error',
    },
  },
  {
    files: ['client/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: { '@angular-eslint/template/prefer-control-flow': 'error' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    rules: { eqeqeq: 'error', 'no-unused-vars': ['error', unusedIsNamed], 'prefer-const': 'error', 'no-var': 'error' },
  },
);
