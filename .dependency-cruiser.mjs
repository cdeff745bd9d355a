/** Features of the server from the ground up: each row may use the rows above it, never its own row or the ones below. */
const storeys = [
  ['organisation', 'operations', 'own-account'],
  ['attachments'],
  ['students'],
  ['villages', 'approvals', 'audit-log', 'emergency-access', 'guardian-links', 'imports', 'care-records', 'pairings'],
  ['accounts', 'duties', 'plans', 'counselling'],
  [
    'activities',
    'home',
    'commendations',
    'assistance',
    'supervision',
    'student-file',
    'today',
    'reminders',
    'rollovers',
    'handovers',
    'merges',
    'ledgers',
  ],
  ['reports'],
  ['demo'],
];

const feature = (names) => `^server/src/features/(?:${names.join('|')})/`;
const known = storeys.flat();

const oneWay = storeys.map((names, index) => ({
  name: `one-way-from-${names[0]}`,
  comment: `${names.join(', ')} stand below ${
    storeys
      .slice(index + 1)
      .flat()
      .join(', ') || 'nothing'
  } and beside each other.`,
  severity: 'error',
  from: { path: `^server/src/features/(${names.join('|')})/` },
  to: {
    path: feature([...names, ...storeys.slice(index + 1).flat()]),
    pathNot: '^server/src/features/$1/',
  },
}));

export default {
  forbidden: [
    ...oneWay,
    {
      name: 'feature-has-its-storey',
      comment: 'A new feature takes its place in the list of storeys in this file.',
      severity: 'error',
      from: {},
      to: { path: '^server/src/features/[^/]+/', pathNot: feature(known) },
    },
    {
      name: 'feature-by-its-door',
      comment: 'Another feature is entered by its index.ts only.',
      severity: 'error',
      from: { path: '^server/src/features/([^/]+)/' },
      to: {
        path: '^server/src/features/[^/]+/',
        pathNot: ['^server/src/features/$1/', '^server/src/features/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'feature-by-its-door-from-outside',
      comment: 'What lies outside the features enters them by their index.ts only.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: '^server/src/features/' },
      to: { path: '^server/src/features/[^/]+/', pathNot: '^server/src/features/[^/]+/index\\.ts$' },
    },
    {
      name: 'platform-knows-no-child',
      comment: 'Platform, database and config know no feature.',
      severity: 'error',
      from: { path: '^server/src/(platform|database|config)/' },
      to: { path: '^server/src/features/' },
    },
    {
      name: 'database-stands-alone',
      comment: 'The data source and the embedded PostgreSQL know nothing of requests.',
      severity: 'error',
      from: { path: '^server/src/database/embedded/' },
      to: { path: '^server/src/', pathNot: '^server/src/database/embedded/' },
    },
    {
      name: 'shared-imports-nothing',
      comment: 'Both sides build on shared; it builds on nothing.',
      severity: 'error',
      from: { path: '^shared/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^shared/src/' },
    },
    {
      name: 'sides-do-not-mix',
      comment: 'Page, server and migrations meet in shared and over HTTP only.',
      severity: 'error',
      from: { path: '^(client|server|migrations)/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: '^(client|server|migrations|test)/',
        pathNot: ['^$1/', '^migrations/(src|dist)/index\\.', '^server/launch/'],
      },
    },
    {
      name: 'page-features-keep-their-parts',
      comment: 'Pages and parts of a feature of the page are its own; others use its data or the address.',
      severity: 'error',
      from: { path: '^client/src/app/features/([^/]+)/' },
      to: { path: '^client/src/app/features/[^/]+/(pages|parts)/', pathNot: '^client/src/app/features/$1/' },
    },
    {
      name: 'page-core-knows-no-feature',
      comment: 'Core and the parts without domain are used by features, not the other way.',
      severity: 'error',
      from: { path: '^client/src/app/(core|ui)/' },
      to: { path: '^client/src/app/(features|shell)/' },
    },
    {
      name: 'no-ring',
      comment: 'Whoever goes in a ring cannot be read on its own.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-vague-name',
      comment: 'utils, helpers, common and manager say nothing: name what it does.',
      severity: 'error',
      from: {},
      to: { path: '/(utils?|helpers|common|managers?)([.]|/)', pathNot: 'node_modules' },
    },
    {
      name: 'found',
      comment: 'Everything imported exists and is named in the workspace’s package.json.',
      severity: 'error',
      from: { path: '^(client|server|shared|migrations)/src/', pathNot: '\\.spec\\.ts$' },
      to: { couldNotResolve: true },
    },
    {
      name: 'product-needs-no-tools',
      comment: 'The running product does not depend on packages for development.',
      severity: 'error',
      from: { path: '^(server|shared|migrations)/src/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(client|server|shared|migrations|test)/(dist|[.]build|[.]angular)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
