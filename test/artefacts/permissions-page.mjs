import { writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PERMISSIONS, ROLES, ruleOf } from '@tongxin/shared';

/** Where the page stands. */
export const permissionsPath = fileURLToPath(new URL('../../docs/permissions.md', import.meta.url));

const roles = {
  headTeacher: 'head teacher 班主任',
  subjectTeacher: 'subject teacher 任课教师',
  helper: 'helper 帮扶人',
  volunteer: 'volunteer 志愿者',
  counsellor: 'counsellor 心理教师',
  office: 'office 学校办公室',
  moralEducation: 'moral education 德育处',
  principal: 'principal 校长',
  bureau: 'bureau 教育局',
  administrator: 'administrator',
  dataProtection: 'data protection',
};

const scopes = {
  self: 'own account',
  own: 'own',
  class: 'class',
  taught: 'taught',
  paired: 'paired',
  referred: 'referred',
  school: 'school',
  bureau: 'counts',
};

const withheld = {
  identity: 'ID number, student number and birth date',
  categories: 'care categories (only whether learning support is needed)',
  otherCategories: 'categories other than those that aid follows from',
  restrictedCategories: 'psychology and conduct',
  departmentCategories: 'what the department keeps to itself and the principal',
  careFile: 'the care file',
  urgency: 'how urgent it is',
  family: 'the family',
  houseNumber: 'house number and building (the village stays)',
  numbers: 'phones, ID number and student number in full (they stand masked)',
  words: 'what was said (only that and when)',
  dates: 'when, and what was talked about (only whether it is done)',
};

/** Which permissions stand in one table, by the word before the dot; a new word gets a table of its own. */
const sections = {
  'One’s own account': ['session', 'password'],
  'The school': ['school', 'term', 'class', 'staff'],
  'Students and care files': ['student', 'careFile', 'category'],
  'Contact cards': ['contactCard'],
  'Talks and the timeline': ['timeline', 'talk', 'urgentConcern'],
  Duties: ['careStandard', 'duty', 'today'],
  'Imports and ledgers': ['import', 'ledger', 'departmentLedger'],
  'The access log': ['accessLog', 'audit'],
};

const nounOf = (permission) => permission.split('.')[0];

/** @returns {string} the page of who may do what, made from the policy table */
export function permissionsPage() {
  const known = Object.values(sections).flat();
  const others = [...new Set(PERMISSIONS.map(nounOf))].filter((noun) => !known.includes(noun));
  return [
    '# Who may do what',
    '',
    'Made from the policy table (`shared/src/access/policy.ts`) by `npm run permissions`; a test fails when the two differ. The guards, the queries, the',
    'menus and buttons read that same table, and a route without a row in it stops the server from starting.',
    '',
    '**Where a right reaches**: `own` what I wrote · `class` children of a class I head now · `taught` children of classes I teach now · `paired` children I am',
    'paired with now · `referred` cases referred to me · `school` · `counts` figures of schools, no child · `own account`. What lies outside answers 404, the same as',
    'what does not exist. A dated row (class, post, pairing) grants it, and it counts on the next request.',
    '',
    '**How closely a record is held**: `open` readable in scope · `audited` every opening is in the access log · `protected` as audited, and masked by role · `closed`',
    'only the people of the case. Phones, ID numbers and student numbers are masked for everybody until somebody asks for one, which the access log keeps.',
    ...Object.entries(sections).flatMap(([title, nouns]) => tableOf(title, nouns)),
    ...others.flatMap((noun) => tableOf(noun, [noun])),
    '',
  ].join('\n');
}

function tableOf(title, nouns) {
  const permissions = PERMISSIONS.filter((permission) => nouns.includes(nounOf(permission)));
  const holders = ROLES.filter((role) => permissions.some((permission) => ruleOf(permission).grants[role]));
  const notes = [];
  const noteOf = (parts) => {
    // Who sees no categories, or only those that aid follows from, is not told of the narrower ones either.
    const within = {
      otherCategories: 'categories',
      restrictedCategories: 'otherCategories',
      departmentCategories: 'restrictedCategories',
    };
    const covered = (part) => part in within && (parts.includes(within[part]) || parts.includes('categories'));
    const said = parts.filter((part) => !covered(part));
    const text = said.map((part) => withheld[part]).join('; ');
    if (!notes.includes(text)) notes.push(text);
    return `<sup>${notes.indexOf(text) + 1}</sup>`;
  };
  const cellOf = (permission, role) => {
    const grant = ruleOf(permission).grants[role];
    if (!grant) return '–';
    const reach = grant.scopes.map((scope) => scopes[scope]).join(', ');
    return grant.withheld?.length ? `${reach} ${noteOf(grant.withheld)}` : reach;
  };
  const rows = permissions.map((permission) => [
    `\`${permission}\``,
    ruleOf(permission).level,
    ...holders.map((role) => cellOf(permission, role)),
  ]);
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    '',
    `## ${title}`,
    '',
    line(['', 'level', ...holders.map((role) => roles[role])]),
    line(['---', '---', ...holders.map(() => '---')]),
    ...rows.map(line),
    ...notes.flatMap((note, index) => ['', `<sup>${index + 1}</sup> without ${note}`]),
  ];
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) writeFileSync(permissionsPath, permissionsPage());
