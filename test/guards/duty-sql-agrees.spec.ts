import fc from 'fast-check';
import {
  addDays,
  compareDuties,
  countsAsMonthlyTalk,
  dutyState,
  liesIn,
  todayIn,
  urgentSince,
  windowsOverlapping,
  type CareFilePeriod,
  type CountingRecord,
  type Day,
  type DutyWindow,
  type Headship,
  type StandardCode,
} from '@tongxin/shared';
import {
  aWorld,
  CHANGED_FROM,
  earlier,
  MONTHS,
  noonIn,
  sortedMoves,
  staysOf,
  store,
  type MadeUpChild,
  type Stored,
} from '../support/duty-worlds.js';
import { TestApp } from '../support/test-app.js';
import type { Person } from '../support/world.js';

interface Expected {
  student: string;
  name: string;
  code: StandardCode;
  window: DutyWindow;
  status: string;
  reason: string | null;
  lastOn: Day | null;
  classId: string | null;
  assignee: string | null;
}

describe('the duties the database computes', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  it('are the duties of the rule, in the order of the rule, for any school one can think of', async () => {
    const outcomes = ['closed', 'done', 'due', 'excused', 'late', 'new', 'overdue', 'paused', 'transferred'];
    const seen = new Set<string>();
    const agreed = fc.asyncProperty(
      aWorld,
      fc.oneof(fc.constant('2026-11'), fc.constantFrom(...MONTHS)),
      async (world, month) => {
        const stored = await store(app, world);
        app.clock.moveTo(noonIn(world.zone, world.today).toISOString());
        const shown = await list(app, stored.department, month);
        const expected = expectedDuties(stored, month);
        expect(shown).toEqual(expected);
        expected.forEach(({ status, reason }) => seen.add(reason ?? status));
      },
    );
    // Chance may leave one of them out: schools are thought of until every outcome has been compared.
    for (let round = 0; round < 6 && (round === 0 || seen.size < outcomes.length); round += 1)
      await fc.assert(agreed, { numRuns: 80 });
    expect([...seen].sort()).toEqual(outcomes);
  }, 120_000);
});

async function list(app: TestApp, department: Person, month: string): Promise<Expected[]> {
  const items: Expected[] = [];
  let cursor = '';
  do {
    // Small pages, so that the order is also that of going on.
    const { body } = await app
      .as(department)
      .get(`/api/duties?month=${month}&limit=3${cursor && `&cursor=${cursor}`}`)
      .expect(200);
    for (const item of body.items) {
      items.push({
        student: item.student.id,
        name: item.student.name,
        code: item.standard.code,
        window: item.window,
        status: item.status,
        reason: item.exemptReason,
        lastOn: item.lastOn,
        classId: item.student.class?.id ?? null,
        assignee: item.assignee?.id ?? null,
      });
    }
    cursor = body.nextCursor ?? '';
  } while (cursor);
  return items;
}

/** The rule, as `@tongxin/shared` says it, and what of it only the server knows: whose talks count, and which class is whose. */
function expectedDuties(stored: Stored, month: string): Expected[] {
  const { world, calendar } = stored;
  const talks = { code: 'monthlyTalk' as const, every: 'month' as const, asksInHolidays: world.asksInHolidays };
  const { change } = world;
  const standards = [
    {
      ...talks,
      ...{ position: 0, part: world.part, graceDays: world.grace },
      ...{ categories: world.onlyCategories, urgencies: world.onlyUrgencies },
      asks: (to: Day) => change === null || to < CHANGED_FROM,
    },
    ...(change
      ? [
          {
            ...talks,
            ...{ position: 0, part: change.part, graceDays: change.grace },
            ...{ categories: change.onlyCategories, urgencies: change.onlyUrgencies },
            asks: (to: Day) => to >= CHANGED_FROM,
          },
        ]
      : []),
    {
      code: 'contactCardVerified' as const,
      every: 'term' as const,
      asksInHolidays: false,
      ...{ position: 1, part: world.cards.part, graceDays: world.cards.grace },
      ...{ categories: null, urgencies: world.cards.onlyUrgencies },
      asks: () => true,
    },
  ];
  const found: Expected[] = [];
  for (const standard of standards) {
    for (const window of windowsOverlapping(standard, calendar, month).filter(({ to }) => standard.asks(to))) {
      world.children.forEach((child, index) => {
        const { categories, urgencies } = standard;
        const begun = child.categories
          .filter(
            ({ code, from, days }) =>
              categories?.includes(code) &&
              liesIn(window.to, { from, to: days === null ? '9999-12-31' : addDays(from, days) }),
          )
          .map(({ from }) => from)
          .sort()[0];
        if (categories && begun === undefined) return;
        const urgent = urgencies && urgentSince(child.urgencies, urgencies, window.to);
        if (urgencies && urgent === null) return;
        const periods = periodsOf(child);
        const headships = headshipsOf(stored, child);
        const talks = child.talks.filter((talk) =>
          countsAsMonthlyTalk({ ...talk, authorId: stored.people[talk.author]! }, headships),
        );
        const records: CountingRecord[] =
          standard.code === 'monthlyTalk'
            ? talks.map(({ heldOn, typedAt }) => ({ heldOn, typedOn: todayIn(world.zone, typedAt) }))
            : verificationsIn(window, child, stored, headships);
        const outcome = dutyState({
          window,
          calendar,
          today: world.today,
          records,
          careFile: periods,
          categoryBegunOn: categories ? begun! : null,
          urgencyBegunOn: urgent,
          graceDays: standard.graceDays,
          excused: child.excused?.standard === standard.position && liesIn(window.to, child.excused.days),
        });
        const inCare = periods.some(
          ({ status, from, to }) =>
            ['open', 'paused'].includes(status) && from <= window.to && (to === null || to >= window.from),
        );
        const begunYet = periods.some(({ from }) => from <= window.to);
        const counts = records.some(({ heldOn }) => liesIn(heldOn, window));
        if (begunYet && !inCare && !counts) return;

        const past = window.to < world.today;
        const day = past ? window.to : world.today;
        const inClass = past ? classOn(child, window.to) : child.moves.length ? sortedMoves(child).at(-1)!.to : 0;
        found.push({
          student: stored.children[index]!,
          name: child.name,
          code: standard.code,
          window: { from: window.from, to: window.to } as DutyWindow,
          status: outcome.state,
          reason: outcome.reason,
          lastOn: last(
            standard.code === 'monthlyTalk'
              ? child.talks.filter(({ reached, voided }) => reached && !voided).map(({ heldOn }) => heldOn)
              : child.verifications.filter(({ reached }) => reached).map(({ on }) => on),
          ),
          classId: inClass === null ? null : stored.classes[inClass]!,
          assignee: inClass === null ? null : headOf(stored, inClass, earlier(window.to, day)),
        });
      });
    }
  }
  const place = ({ code, window }: Expected): string => `${code === 'monthlyTalk' ? 0 : 1} ${window.from}`;
  return found.sort(
    (one, other) =>
      Number(one.assignee !== null) - Number(other.assignee !== null) ||
      compareDuties({ ...one, id: one.student }, { ...other, id: other.student }) ||
      (place(one) < place(other) ? -1 : 1),
  );
}

const last = (days: Day[]): Day | null => [...days].sort().at(-1) ?? null;
function periodsOf(child: MadeUpChild): CareFilePeriod[] {
  return child.periods
    .map(({ status, from }, index) => ({
      status,
      from,
      to: child.periods[index + 1] ? addDays(child.periods[index + 1]!.from, -1) : null,
    }))
    .filter(({ from, to }) => to === null || to >= from);
}

function classOn(child: MadeUpChild, day: Day): number | null {
  return staysOf(child).find(({ from, to }) => from <= day && (to === null || to >= day))?.inClass ?? null;
}

function headshipsOf({ world, people }: Stored, child: MadeUpChild): Headship[] {
  return staysOf(child).flatMap((stay) =>
    world.headships
      .filter(({ inClass, role }) => inClass === stay.inClass && role !== 'subjectTeacher')
      .map(({ person, from, days }) => {
        const to = days === null ? stay.to : earlier(addDays(from, days), stay.to ?? '9999-12-31');
        return { personId: people[person]!, from: from > stay.from ? from : stay.from, to };
      }),
  );
}

/** The head teacher of a class on a day; of several, the one who began last. */
function headOf({ world, people }: Stored, inClass: number, day: Day): string | null {
  const heads = world.headships
    .map((headship, index) => ({ ...headship, index }))
    .filter((one) => one.inClass === inClass && one.role === 'headTeacher')
    .filter(({ from, days }) => from <= day && (days === null || addDays(from, days) >= day))
    .sort((one, other) => (one.from === other.from ? one.index - other.index : one.from < other.from ? 1 : -1));
  return heads[0] ? people[heads[0].person]! : null;
}

/** Verifications in a window that reached somebody, are not older than the last change of the card in it, and are by whoever is asked. */
function verificationsIn(
  window: DutyWindow,
  child: MadeUpChild,
  { world, people }: Stored,
  headships: readonly Headship[],
): CountingRecord[] {
  const { zone } = world;
  const isAsked = ({ by, on }: MadeUpChild['verifications'][number]): boolean =>
    !world.cards.onlyHeads ||
    headships.some(({ personId, from, to }) => personId === people[by] && from <= on && (to === null || on <= to));
  const changedAt = child.cardChanges
    .filter((instant) => liesIn(todayIn(zone, instant), window))
    .sort((one, other) => one.getTime() - other.getTime())
    .at(-1);
  return child.verifications
    .filter(({ reached, on }) => reached && liesIn(on, window))
    .filter(isAsked)
    .filter(
      ({ on, typedAt }) =>
        !changedAt || on > todayIn(zone, changedAt) || (on === todayIn(zone, changedAt) && typedAt >= changedAt),
    )
    .map(({ on, typedAt }) => ({ heldOn: on, typedOn: todayIn(zone, typedAt) }));
}
