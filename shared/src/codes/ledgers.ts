import type { CategoryCode } from './categories.js';
import type { LedgerField } from './ledger-fields.js';

/** The columns of the official ledger in their order: of the template to fill in, and of a ledger taken out again. */
export const LEDGER_COLUMNS = [
  'sequence',
  'studentNumber',
  'name',
  'sex',
  'birthDate',
  'idNumber',
  'grade',
  'class',
  'categories',
  'address',
  'village',
  'phone',
  'guardian.name',
  'guardian.relationship',
  'guardian.age',
  'guardian.phone',
  'guardian.address',
  'guardian.worksAt',
  'entrusted.name',
  'entrusted.relationship',
  'entrusted.age',
  'entrusted.phone',
  'entrusted.address',
  'note',
] as const satisfies readonly LedgerField[];
export type LedgerColumnCode = (typeof LEDGER_COLUMNS)[number];

/** Without these nobody knows whom a row means: they are in every ledger that is taken out. */
export const LEDGER_FIXED_COLUMNS: readonly LedgerColumnCode[] = ['sequence', 'name', 'grade', 'class'];

/** What can be left out of a ledger, in the portions in which somebody chooses. */
export const LEDGER_COLUMN_GROUPS = {
  person: ['sex', 'birthDate'],
  numbers: ['studentNumber', 'idNumber'],
  categories: ['categories'],
  home: ['address', 'village', 'phone'],
  guardian: [
    'guardian.name',
    'guardian.relationship',
    'guardian.age',
    'guardian.phone',
    'guardian.address',
    'guardian.worksAt',
  ],
  entrusted: ['entrusted.name', 'entrusted.relationship', 'entrusted.age', 'entrusted.phone', 'entrusted.address'],
  note: ['note'],
} as const satisfies Record<string, readonly LedgerColumnCode[]>;
export type LedgerColumnGroup = keyof typeof LEDGER_COLUMN_GROUPS;

/** What stands on the contact card, and the remark of the care file: where a family lives, who it is, what somebody noted of it. */
const FAMILY_COLUMNS: ReadonlySet<string> = new Set<LedgerColumnCode>([
  ...LEDGER_COLUMN_GROUPS.home,
  ...LEDGER_COLUMN_GROUPS.guardian,
  ...LEDGER_COLUMN_GROUPS.entrusted,
  ...LEDGER_COLUMN_GROUPS.note,
]);
/** Categories tell of illness and disability, and so does a list of the children of a category. */
const HEALTH_COLUMNS: ReadonlySet<string> = new Set<LedgerColumnCode>(LEDGER_COLUMN_GROUPS.categories);

/** From so many children on a ledger waits for a second person: with columns of the family, and with what tells of health. */
export const LEDGER_SECOND_PERSON = { family: 25, health: 250 } as const;

/** So many times a ledger a second person agreed to may be fetched, and so long, in hours. */
export const LEDGER_FETCHES = { times: 3, hours: 72 } as const;

/**
 * @param ledger its columns, and the categories its children were chosen by
 * @param children how many there are
 * @returns whether such a ledger waits for a second person
 */
export function needsSecondPerson(
  { columns, categories }: { readonly columns: readonly string[]; readonly categories: readonly CategoryCode[] },
  children: number,
): boolean {
  const family = columns.some((column) => FAMILY_COLUMNS.has(column));
  const health = categories.length > 0 || columns.some((column) => HEALTH_COLUMNS.has(column));
  return (family && children >= LEDGER_SECOND_PERSON.family) || (health && children >= LEDGER_SECOND_PERSON.health);
}

/**
 * What has become of a ledger asked for: it waits · may be fetched · was sent back · was taken back · its time is over or it has been fetched often enough.
 */
export const LEDGER_REQUEST_STATUSES = ['waiting', 'ready', 'sentBack', 'withdrawn', 'over'] as const;
export type LedgerRequestStatus = (typeof LEDGER_REQUEST_STATUSES)[number];

/** Who says yes to a ledger: the department; to the department's own, the principal. */
export const LEDGER_DECIDERS = ['moralEducation', 'principal'] as const;
export type LedgerDecider = (typeof LEDGER_DECIDERS)[number];
