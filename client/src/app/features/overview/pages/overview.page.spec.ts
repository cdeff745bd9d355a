import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { DUTY_STATES, STANDARD_CODES, type DutyState, type DutySummary } from '@tongxin/shared';
import { Texts } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { dutiesAddress, fromParams, type DutyListParams } from '../data/duty-lists.js';
import { Reminders, type ReminderWish } from '../data/reminders.js';
import { OverviewPage } from './overview.page.js';

interface Duty {
  classId: string | null;
  standard: string;
  status: DutyState;
}

/** Duties of two classes and of children in none: of every standard and state another number, so that no two lists are equally long by chance. */
const DUTIES: readonly Duty[] = ['c-1', 'c-2', null].flatMap((classId, place) =>
  STANDARD_CODES.flatMap((standard, which) =>
    DUTY_STATES.flatMap((status, state) =>
      Array.from({ length: 1 + state + 5 * which + 10 * place }, () => ({ classId, standard, status })),
    ),
  ),
);

function counted(duties: readonly Duty[]) {
  const of = (...states: DutyState[]): number => duties.filter(({ status }) => states.includes(status)).length;
  return {
    expected: of('due', 'done', 'late', 'overdue'),
    done: of('done', 'late'),
    overdue: of('overdue'),
    due: of('due'),
    exempt: of('exempt'),
  };
}

/** Of the cards that are not verified every third was never verified by anybody. */
function freshness(duties: readonly Duty[]) {
  const { done, due, overdue } = counted(duties);
  return { fresh: done, stale: due + overdue, never: Math.floor((due + overdue) / 3) };
}

const SUMMARY: DutySummary = {
  month: '2026-11',
  byStandard: STANDARD_CODES.map((code) => ({ code, ...counted(DUTIES.filter(({ standard }) => standard === code)) })),
  byClass: ['c-1', 'c-2', null].map((id) => ({
    class: id === null ? null : { id, label: `三年级${id.slice(2)}班`, labelEn: `Grade 3, Class ${id.slice(2)}` },
    headTeacher: id === 'c-1' ? 'Wang' : null,
    ...counted(DUTIES.filter(({ classId }) => classId === id)),
    cards: freshness(DUTIES.filter(({ classId, standard }) => classId === id && standard === 'contactCardVerified')),
  })),
  neverCaredFor: 2,
  trend: ['2026-10', '2026-11'].map((month) => {
    const { expected, done } = counted(DUTIES.filter(({ standard }) => standard === 'monthlyTalk'));
    return { month, expected, done };
  }),
  cards: { fresh: 0, stale: 0 },
};

/** As long as the list that the server would give for an address of the overview. */
function lengthOfList(href: string): number {
  const params = Object.fromEntries(new URL(href, 'http://school').searchParams) as Partial<DutyListParams>;
  const query = new URL(dutiesAddress(fromParams(params, '2026-11')), 'http://school').searchParams;
  const listed = DUTIES.filter(
    ({ classId, standard, status }) =>
      query.getAll('status').includes(status) &&
      (!query.has('standard') || query.get('standard') === standard) &&
      (!query.has('classId') || query.get('classId') === classId) &&
      (!query.has('withoutClass') || classId === null),
  );
  return query.get('neverDone') === 'true' ? Math.floor(listed.length / 3) : listed.length;
}

async function show(month?: string): Promise<ComponentFixture<OverviewPage>> {
  const fixture = TestBed.createComponent(OverviewPage);
  if (month) fixture.componentRef.setInput('month', month);
  fixture.detectChanges();
  TestBed.inject(HttpTestingController)
    .expectOne(`/api/duties/summary${month ? `?month=${month}` : ''}`)
    .flush(SUMMARY);
  await settle(fixture);
  return fixture;
}

async function settle(fixture: ComponentFixture<unknown>): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  }
}

function linksOf(fixture: ComponentFixture<unknown>, selector: string): HTMLAnchorElement[] {
  return [...(fixture.nativeElement as HTMLElement).querySelectorAll<HTMLAnchorElement>(selector)];
}

beforeEach(async () => {
  await TestBed.inject(Texts).choose('en');
  const loaded = TestBed.inject(Session).load();
  TestBed.inject(HttpTestingController)
    .expectOne('/api/session')
    .flush({
      user: { id: 'moral', name: 'Zhao', username: 'moral' },
      roles: ['moralEducation'],
      school: { id: 's', name: 'School', kind: 'school', timeZone: 'Asia/Shanghai' },
      permissions: ['duty.summary'],
      headedClasses: [],
      today: '2026-11-23',
    });
  await loaded;
});

describe('a figure of the overview', () => {
  it('opens a list that is as long as it says: by standard and by class, also for children in no class', async () => {
    const links = linksOf(await show(), 'tx-figure-link a');
    expect(links.length).toBeGreaterThanOrEqual(20);
    for (const link of links) {
      const figure = Number(link.querySelector('strong')!.textContent);
      expect(lengthOfList(link.href), link.href).toBe(figure);
    }
  });

  it('opens the talks of its month in the trend', async () => {
    const links = linksOf(await show(), 'tx-trend-chart a');
    expect(links).toHaveLength(4);
    for (const link of links) expect(lengthOfList(link.href), link.href).toBe(Number(link.textContent));
    expect(links.map((link) => new URL(link.href).searchParams.get('month'))).toEqual([
      '2026-10',
      '2026-10',
      '2026-11',
      '2026-11',
    ]);
  });

  it('tells of cards by class: verified, to verify, never verified', async () => {
    const links = linksOf(await show(), 'tx-card-freshness a');
    expect(links).toHaveLength(9);
    expect(links.filter((link) => link.href.includes('neverDone=true'))).toHaveLength(3);
  });

  it('opens the talks of a whole school year, and the line of the year before is in words too', async () => {
    const fixture = await show();
    TestBed.inject(HttpTestingController)
      .expectOne('/api/duties/trend')
      .flush({
        years: [
          { schoolYear: 2025, months: [{ month: '2025-11', expected: 10, done: 9 }] },
          { schoolYear: 2026, months: SUMMARY.trend },
        ],
      });
    await settle(fixture);
    const chart = (fixture.nativeElement as HTMLElement).querySelector('tx-trend-chart')!;
    expect(chart.textContent).toContain('90 % in the year before');
    [...chart.querySelectorAll('button')].find(({ textContent }) => textContent.includes('2025'))!.click();
    await settle(fixture);
    const links = linksOf(fixture, 'tx-trend-chart a');
    expect(links.map((link) => link.textContent.trim())).toEqual(['9', '10']);
    expect(links.every((link) => link.href.includes('month=2025-11'))).toBe(true);
  });

  it('stays in the month that is looked at', async () => {
    const links = linksOf(await show('2026-10'), 'tx-figure-link a');
    expect(links.every((link) => link.href.includes('month=2026-10'))).toBe(true);
  });
});

describe('children nobody has reached', () => {
  it('come first, by name, with the list of all of them', async () => {
    const fixture = await show();
    TestBed.inject(HttpTestingController)
      .expectOne('/api/duties/never-cared-for?total=true&limit=6')
      .flush({
        items: [
          {
            student: { id: 'child', name: '林小满', class: SUMMARY.byClass[0]!.class },
            openedOn: '2026-09-10',
            headTeacher: null,
          },
        ],
        nextCursor: null,
        total: 1,
      });
    await settle(fixture);
    const section = (fixture.nativeElement as HTMLElement).querySelector('tx-never-cared')!;
    expect(section.textContent).toContain('林小满');
    expect(section.textContent).toContain('the class has no head teacher');
    expect(linksOf(fixture, 'tx-never-cared a[href="/overview/never-cared-for"]')).toHaveLength(1);
  });
});

describe('a reminder', () => {
  const remind = (wish?: ReminderWish, coverage = SUMMARY.byClass) =>
    TestBed.inject(Reminders).text('2026-11', coverage, wish);

  it('counts per class what is open, addresses its head teacher, and names no child', async () => {
    const text = await remind();
    const [first, second] = SUMMARY.byClass;
    expect(text).toContain(`Grade 3, Class 1 (Wang): ${first!.due + first!.overdue} still to do`);
    expect(text).toContain(`Grade 3, Class 2: ${second!.due + second!.overdue} still to do`);
    expect(text).toContain('November 2026');
  });

  it('is written in the language of those who get it, whatever the screen speaks', async () => {
    const text = await remind({ language: 'zh-CN', onlyOverdue: true });
    const [first] = SUMMARY.byClass;
    expect(text).toContain('2026年11月');
    expect(text).toContain(`三年级1班（Wang）：逾期 ${first!.overdue} 项`);
    expect(text).not.toContain('待完成');
    expect(TestBed.inject(Texts).language()).toBe('en');
  });

  it('is none where nothing is open, or nothing overdue', async () => {
    const done = SUMMARY.byClass.map((one) => ({ ...one, due: 0, overdue: 0 }));
    expect(await remind(undefined, done)).toBeNull();
    const due = SUMMARY.byClass.map((one) => ({ ...one, overdue: 0 }));
    expect(await remind({ language: 'en', onlyOverdue: true }, due)).toBeNull();
  });
});
