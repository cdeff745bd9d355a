import fc from 'fast-check';
import { v7 } from 'uuid';
import {
  addDays,
  CARE_FILE_STATUSES,
  STANDARD_URGENCIES,
  todayIn,
  URGENCY_LEVELS,
  type CareFileStatus,
  type CategoryCode,
  type Day,
  type SchoolCalendar,
  type StandardUrgency,
} from '@tongxin/shared';
import type { TestApp } from './test-app.js';
import type { Person } from './world.js';

/** Days of the made-up worlds are counted from here. */
export const FIRST = '2026-08-25';
export const DAYS = 190;
export const MONTHS = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01', '2027-02'];
const ZONES = ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati'];
const TERMS: SchoolCalendar['terms'] = [
  { schoolYear: 2026, ordinal: 1, from: '2026-09-01', to: '2027-01-20' },
  { schoolYear: 2026, ordinal: 2, from: '2027-02-08', to: '2027-07-05' },
];

/** Days on which something turns: the ends of months and terms, and the last days on which ten school days are left. */
const EDGES = [
  '2026-10-31',
  '2026-11-01',
  '2026-11-16',
  '2026-11-17',
  '2026-11-18',
  '2026-11-29',
  '2026-11-30',
  '2026-12-01',
  '2027-01-06',
  '2027-01-20',
];
const aDay = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...EDGES) },
  { weight: 1, arbitrary: fc.nat(DAYS).map((after) => addDays(FIRST, after)) },
);
const aRange = (longest: number): fc.Arbitrary<{ from: Day; to: Day }> =>
  fc.record({ from: aDay, days: fc.nat(longest) }).map(({ from, days }) => ({ from, to: addDays(from, days) }));
/** The last minute of 30 November and the first of December, in each of the zones. */
const MIDNIGHTS = ['2026-11-30T16:00:00Z', '2026-12-01T05:00:00Z', '2026-11-30T10:00:00Z'].map((text) =>
  Date.parse(text),
);
const anInstant = fc.oneof(
  fc
    .record({ midnight: fc.constantFrom(...MIDNIGHTS), before: fc.boolean() })
    .map(({ midnight, before }) => new Date(midnight - (before ? 1000 : 0))),
  fc
    .record({ day: aDay, minute: fc.nat(1439) })
    .map(({ day, minute }) => new Date(Date.parse(`${day}T00:00:00Z`) + minute * 60_000)),
);

const PEOPLE = 2;
const mostly = (usual: boolean): fc.Arbitrary<boolean> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constant(!usual) });
const CLASSES = 2;
const inOrder = <Said extends { on: Day }>(said: Said[]): Said[] =>
  [...said].sort((one, other) => (one.on < other.on ? -1 : one.on > other.on ? 1 : 0));
/** How urgent a child was said to be, in the order it was said; the same day twice is settled by the last word. */
const aHistoryOfUrgency = fc
  .array(fc.record({ on: fc.oneof(fc.constant(FIRST), aDay), level: fc.constantFrom(...URGENCY_LEVELS) }), {
    maxLength: 4,
  })
  .map(inOrder);
/** Urgent for long, then not, then again: only what began last counts. */
const aBreak = fc
  .record({
    level: fc.constantFrom(...STANDARD_URGENCIES),
    days: fc.tuple(aDay, fc.constantFrom('2026-11-17', '2026-11-18', '2026-11-30', '2027-01-06')),
  })
  .map(({ level, days: [from, again] }) =>
    inOrder([
      { on: FIRST, level },
      { on: from, level: 'normal' as const },
      { on: again, level },
    ]),
  );
const aChild = fc.record({
  /** Statuses from day to day; the same day twice is settled by what was typed last. */
  periods: fc
    .tuple(
      fc.record({ from: fc.oneof(fc.constant(FIRST), aDay), status: fc.constant<CareFileStatus>('open') }),
      fc.array(fc.record({ from: aDay, status: fc.constantFrom(...CARE_FILE_STATUSES) }), { maxLength: 3 }),
    )
    .map(([first, more]) => [first, ...more].sort((one, other) => (one.from < other.from ? -1 : 1))),
  /** The days the child changes class on, and where to; null: in none for a while. */
  moves: fc.uniqueArray(fc.record({ from: aDay, to: fc.option(fc.nat(CLASSES - 1)) }), {
    maxLength: 3,
    selector: ({ from }) => from,
  }),
  categories: fc.uniqueArray(
    fc.record({
      code: fc.constantFrom<CategoryCode>('orphan', 'illness', 'leftBehind'),
      from: aDay,
      days: fc.option(fc.oneof(fc.constantFrom(0, 12, 13, 14), fc.nat(60))),
    }),
    { maxLength: 3, selector: ({ code }) => code },
  ),
  urgencies: fc.oneof(aHistoryOfUrgency, aBreak),
  talks: fc.array(
    fc.record({
      heldOn: aDay,
      typedAt: anInstant,
      author: fc.nat(PEOPLE - 1),
      reached: mostly(true),
      voided: mostly(false),
    }),
    { maxLength: 5 },
  ),
  /** By one of the people, or by the department. */
  verifications: fc.array(fc.record({ on: aDay, typedAt: anInstant, reached: mostly(true), by: fc.nat(PEOPLE) }), {
    maxLength: 3,
  }),
  cardChanges: fc.array(anInstant, { maxLength: 2 }),
  excused: fc.option(fc.record({ standard: fc.nat(1), days: aRange(40) }), { freq: 3 }),
  name: fc.constantFrom('an', 'bai', 'chen', '𠮷', '豈', 'é'),
});
const aPart = fc.option(
  fc.oneof(
    fc.record({ kind: fc.constant('fromDay' as const), days: fc.constantFrom(2, 10, 17) }),
    fc.record({ kind: fc.constant('lastDays' as const), days: fc.constantFrom(14, 20, 30) }),
  ),
  { freq: 2 },
);
const aGrace = fc.constantFrom(0, 0, 1, 7, 14);
const someUrgencies = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constantFrom<StandardUrgency[]>(['raised', 'high'], ['raised'], ['high']) },
);

interface AHeadship {
  person: number;
  inClass: number;
  from: Day;
  days: number | null;
  role: string;
}

/** A class has one head teacher and one deputy at a time: whoever would be a second one is not. */
function apart(headships: readonly AHeadship[]): AHeadship[] {
  const lastOf = ({ from, days }: AHeadship): Day => (days === null ? '9999-12-31' : addDays(from, days));
  return headships.reduce<AHeadship[]>((kept, one) => {
    const taken = kept.some(
      (other) =>
        one.role !== 'subjectTeacher' &&
        other.role === one.role &&
        other.inClass === one.inClass &&
        other.from <= lastOf(one) &&
        lastOf(other) >= one.from,
    );
    return taken ? kept : [...kept, one];
  }, []);
}

/** From here on another version of the talks' rule may hold. */
export const CHANGED_FROM = '2026-12-01';
export const aWorld = fc.record({
  today: aDay,
  zone: fc.constantFrom(...ZONES),
  holidays: fc.array(aRange(12), { maxLength: 3 }),
  workdays: fc.array(aRange(1), { maxLength: 2 }),
  onlyCategories: fc.option(fc.constant<CategoryCode[]>(['orphan', 'illness']), { freq: 2 }),
  onlyUrgencies: someUrgencies,
  asksInHolidays: fc.boolean(),
  part: aPart,
  grace: aGrace,
  cards: fc.record({ onlyHeads: fc.boolean(), grace: aGrace, part: aPart, onlyUrgencies: someUrgencies }),
  change: fc.option(
    fc.record({
      onlyCategories: fc.option(fc.constant<CategoryCode[]>(['orphan', 'leftBehind']), { freq: 2 }),
      onlyUrgencies: someUrgencies,
      part: aPart,
      grace: aGrace,
    }),
    { freq: 3 },
  ),
  headships: fc
    .array(
      fc.record({
        person: fc.nat(PEOPLE - 1),
        inClass: fc.nat(CLASSES - 1),
        from: fc.oneof(fc.constant(FIRST), aDay),
        days: fc.option(fc.oneof(fc.constantFrom(0, 1, 12, 13, 14, 29, 30), fc.nat(90))),
        role: fc.constantFrom('headTeacher', 'headTeacher', 'deputy', 'subjectTeacher'),
      }),
      { minLength: 2, maxLength: 6 },
    )
    .map(apart),
  children: fc.array(aChild, { minLength: 1, maxLength: 4 }),
});
export type MadeUp = typeof aWorld extends fc.Arbitrary<infer World> ? World : never;
export type MadeUpChild = MadeUp['children'][number];

/** A made-up world in the database, with the ids its parts were given. */
export interface Stored {
  readonly world: MadeUp;
  readonly calendar: SchoolCalendar;
  readonly department: Person;
  readonly classes: string[];
  readonly people: string[];
  /** The same with their accounts. */
  readonly persons: Person[];
  readonly children: string[];
}

/** Some instant of a day in a zone; noon there. */
export function noonIn(zone: string, day: Day): Date {
  for (let hour = -14; hour <= 26; hour += 1) {
    const instant = new Date(Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000);
    if (todayIn(zone, instant) === day) return new Date(instant.getTime() + 6 * 3_600_000);
  }
  throw new Error('no such day');
}

export const earlier = (one: Day, other: Day): Day => (one < other ? one : other);
export const sortedMoves = (child: MadeUpChild): MadeUpChild['moves'] =>
  [...child.moves].sort((one, other) => (one.from < other.from ? -1 : 1));

/** The stays of a child in classes: the first reaches back to the beginning; without a move the child is in the first class. */
export function staysOf(child: MadeUpChild): { inClass: number; from: Day; to: Day | null }[] {
  const moves = sortedMoves(child);
  if (moves.length === 0) return [{ inClass: 0, from: '0001-01-01', to: null }];
  const stays = moves.flatMap(({ from, to }, index) =>
    to === null ? [] : [{ inClass: to, from, to: moves[index + 1] ? addDays(moves[index + 1]!.from, -1) : null }],
  );
  if (stays[0]) stays[0].from = '0001-01-01';
  return stays;
}

export async function store(app: TestApp, world: MadeUp): Promise<Stored> {
  const school = await app.world.school({ timeZone: world.zone, standards: false });
  const at = (text: string, values: unknown[]): Promise<unknown> => app.owner.query(text, [school.id, ...values]);
  await at(`DELETE FROM terms WHERE school_id = $1`, []);
  await at(`DELETE FROM calendar_exceptions WHERE school_id = $1`, []);
  for (const term of TERMS)
    await at(
      `INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)`,
      [v7(), term.schoolYear, term.ordinal, term.from, term.to],
    );
  for (const kind of ['holiday', 'workday'] as const)
    for (const { from, to } of kind === 'holiday' ? world.holidays : world.workdays)
      await at(
        `INSERT INTO calendar_exceptions (school_id, id, kind, from_on, to_on, name) VALUES ($1, $2, $3, $4, $5, '')`,
        [v7(), kind, from, to],
      );
  const standards = [v7(), v7()];
  const { part, grace, cards, change } = world;
  await at(
    `INSERT INTO care_standards (school_id, id, code, every, who, from_on, to_on, categories, asks_in_holidays, window_part, window_days, grace_days, urgencies)
     VALUES ($1, $2, 'monthlyTalk', 'month', 'headTeacher', '2020-01-01', $3, $4, $5, $6, $7, $8, $9)`,
    [
      standards[0],
      change && addDays(CHANGED_FROM, -1),
      world.onlyCategories,
      world.asksInHolidays,
      ...[part?.kind ?? 'whole', part?.days ?? null, grace],
      world.onlyUrgencies,
    ],
  );
  if (change)
    await at(
      `INSERT INTO care_standards (school_id, id, first_id, code, every, who, from_on, categories, asks_in_holidays, window_part, window_days, grace_days, urgencies)
       VALUES ($1, $2, $3, 'monthlyTalk', 'month', 'headTeacher', $4, $5, $6, $7, $8, $9, $10)`,
      [
        v7(),
        standards[0],
        CHANGED_FROM,
        change.onlyCategories,
        world.asksInHolidays,
        ...[change.part?.kind ?? 'whole', change.part?.days ?? null, change.grace],
        change.onlyUrgencies,
      ],
    );
  await at(
    `INSERT INTO care_standards (school_id, id, code, every, who, from_on, window_part, window_days, grace_days, urgencies)
     VALUES ($1, $2, 'contactCardVerified', 'term', $3, '2020-01-01', $4, $5, $6, $7)`,
    [
      standards[1],
      cards.onlyHeads ? 'headTeacher' : 'headTeacherOrOffice',
      ...[cards.part?.kind ?? 'whole', cards.part?.days ?? null, cards.grace],
      cards.onlyUrgencies,
    ],
  );
  const department = await app.world.person(school, { roles: ['moralEducation'] });
  const persons: Person[] = [];
  for (let person = 0; person < PEOPLE; person += 1) persons.push(await app.world.person(school));
  const people = persons.map(({ id }) => id);
  const classes: string[] = [];
  for (let number = 1; number <= CLASSES; number += 1) classes.push((await app.world.class(school, { number })).id);
  for (const { person, inClass, from, days, role } of world.headships)
    await at(
      `INSERT INTO class_assignments (school_id, id, class_id, staff_id, role, subject, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        v7(),
        classes[inClass],
        people[person],
        role,
        role === 'subjectTeacher' ? '数学' : null,
        from,
        days === null ? null : addDays(from, days),
      ],
    );
  const children: string[] = [];
  for (const child of world.children)
    children.push(await storeChild(app, school.id, child, { classes, people, standards, by: department.id }));
  const calendar = { terms: TERMS, holidays: world.holidays, workdays: world.workdays };
  return { world, calendar, department, classes, people, persons, children };
}

async function storeChild(
  app: TestApp,
  schoolId: string,
  child: MadeUpChild,
  { classes, people, standards, by }: { classes: string[]; people: string[]; standards: string[]; by: string },
): Promise<string> {
  const id = v7();
  const at = (text: string, values: unknown[]): Promise<unknown> => app.owner.query(text, [schoolId, id, ...values]);
  const moves = sortedMoves(child);
  const present = moves.length === 0 ? 0 : moves.at(-1)!.to;
  await at(
    `INSERT INTO students (school_id, id, name, sort_key, sex, class_id) VALUES ($1, $2, $3, $3, 'female', $4)`,
    [child.name, present === null ? null : classes[present]],
  );
  for (const stay of staysOf(child)) {
    const from =
      moves.find(
        ({ to, from: day }) =>
          to === stay.inClass &&
          (stay.to === null || day <= stay.to) &&
          (stay.from === '0001-01-01' || day === stay.from),
      )?.from ?? FIRST;
    await at(
      `INSERT INTO class_memberships (school_id, student_id, id, class_id, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)`,
      [v7(), classes[stay.inClass], from, stay.to],
    );
  }
  await at(`INSERT INTO contact_cards (school_id, student_id) VALUES ($1, $2)`, []);
  await at(`INSERT INTO care_files (school_id, student_id, id, opened_on, status) VALUES ($1, $2, $3, $4, $5)`, [
    v7(),
    child.periods[0]!.from,
    child.periods.at(-1)!.status,
  ]);
  for (const { status, from } of child.periods)
    await at(
      `INSERT INTO care_file_periods (school_id, student_id, id, status, from_on, changed_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())`,
      [v7(), status, from],
    );
  for (const { code, from, days } of child.categories)
    await at(
      `INSERT INTO care_categories (school_id, student_id, id, code, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)`,
      [v7(), code, from, days === null ? null : addDays(from, days)],
    );
  for (const { on, level } of child.urgencies)
    await at(
      `INSERT INTO care_file_urgencies (school_id, student_id, id, level, reason, set_by, set_on, set_at) VALUES ($1, $2, $3, $4, '', $5, $6, clock_timestamp())`,
      [v7(), level, by, on],
    );
  for (const { heldOn, typedAt, author, reached, voided } of child.talks) {
    const talk = v7();
    await at(
      `INSERT INTO care_records (school_id, student_id, id, entry_id, kind, author_id, held_on, typed_at, reached, level, body_hash, voided_at, void_reason)
       VALUES ($1, $2, $3, $3, 'talk', $4, $5, $6, $7, 'protected', '\\x00', $8, $9)`,
      [talk, people[author], heldOn, typedAt, reached, voided ? typedAt : null, voided ? 'other' : null],
    );
  }
  for (const { on, typedAt, reached, by: whose } of child.verifications)
    await at(
      `INSERT INTO contact_card_verifications (school_id, student_id, id, verified_on, reached, verified_by, typed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [v7(), on, reached, people[whose] ?? by, typedAt],
    );
  for (const changedAt of child.cardChanges)
    await at(
      `INSERT INTO contact_card_changes (school_id, student_id, id, field, changed_by, changed_at) VALUES ($1, $2, $3, 'address', $4, $5)`,
      [v7(), by, changedAt],
    );
  if (child.excused)
    await at(
      `INSERT INTO duty_exemptions (school_id, student_id, id, standard_id, from_on, to_on, reason, granted_by) VALUES ($1, $2, $3, $4, $5, $6, '', $7)`,
      [v7(), standards[child.excused.standard], child.excused.days.from, child.excused.days.to, by],
    );
  return id;
}
