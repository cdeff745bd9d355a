import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { DUTY_STATES, STANDARD_CODES, type DutyState, type DutySummary } from '@tongxin/shared';
import { Texts } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { dutiesAddress, fromParams, type DutyListParams } from '../data/duty-lists.js';
import { Reminders } from '../data/reminders.js';
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

const SUMMARY: DutySummary = {
  month: '2026-11',
  byStandard: STANDARD_CODES.map((code) => ({ code, ...counted(DUTIES.filter(({ standard }) => standard === code)) })),
  byClass: ['c-1', 'c-2', null].map((id) => ({
    class: id === null ? null : { id, label: `三年级${id.slice(2)}班`, labelEn: `Grade 3, Class ${id.slice(2)}` },
    headTeacher: id === 'c-1' ? 'Wang' : null,
    ...counted(DUTIES.filter(({ classId }) => classId === id)),
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
  return DUTIES.filter(
    ({ classId, standard, status }) =>
      query.getAll('status').includes(status) &&
      (!query.has('standard') || query.get('standard') === standard) &&
      (!query.has('classId') || query.get('classId') === classId) &&
      (!query.has('withoutClass') || classId === null),
  ).length;
}

async function show(month?: string): Promise<ComponentFixture<OverviewPage>> {
  const fixture = TestBed.createComponent(OverviewPage);
  if (month) fixture.componentRef.setInput('month', month);
  fixture.detectChanges();
  TestBed.inject(HttpTestingController)
    .expectOne(`/api/duties/summary?month=${month ?? '2026-11'}`)
    .flush(SUMMARY);
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  }
  return fixture;
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

  it('stays in the month that is looked at', async () => {
    const links = linksOf(await show('2026-10'), 'tx-figure-link a');
    expect(links.every((link) => link.href.includes('month=2026-10'))).toBe(true);
  });
});

describe('children nobody has reached', () => {
  it('come first, by name, with the list of all of them', async () => {
    const fixture = await show();
    const address = '/api/duties?month=2026-11&total=true&neverCaredFor=true';
    TestBed.inject(HttpTestingController)
      .expectOne(`${address}&limit=6`)
      .flush({
        items: [
          {
            student: { id: 'child', name: '林小满', class: SUMMARY.byClass[0]!.class },
            standard: { code: 'monthlyTalk', title: '' },
            window: { from: '2026-11-01', to: '2026-11-30' },
            status: 'due',
            exemptReason: null,
            lastOn: null,
            neverCaredFor: true,
            assignee: null,
          },
        ],
        nextCursor: null,
        total: 1,
      });
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
    const section = (fixture.nativeElement as HTMLElement).querySelector('tx-never-cared')!;
    expect(section.textContent).toContain('林小满');
    expect(section.textContent).toContain('the class has no head teacher');
    const [all] = linksOf(fixture, 'tx-never-cared a[href*="/overview/list"]');
    const params = Object.fromEntries(new URL(all!.href).searchParams) as Partial<DutyListParams>;
    expect(dutiesAddress(fromParams(params, '2026-11'))).toBe(address);
  });
});

describe('a reminder', () => {
  it('counts per class what is open and names no child', () => {
    const text = TestBed.inject(Reminders).text('2026-11', SUMMARY.byClass);
    const [first] = SUMMARY.byClass;
    expect(text).toContain(`Grade 3, Class 1: ${first!.due + first!.overdue} still to do`);
    expect(text).toContain('November 2026');
  });

  it('is none where nothing is open', () => {
    const done = SUMMARY.byClass.map((one) => ({ ...one, due: 0, overdue: 0 }));
    expect(TestBed.inject(Reminders).text('2026-11', done)).toBeNull();
  });
});
