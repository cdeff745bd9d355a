import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { CareStandardView, PreviewStandardRequest, StandardPreview } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { StandardPage } from './standard.page.js';
import { StandardsPage } from './standards.page.js';

const TALK: CareStandardView = {
  id: 'talk-1',
  ruleId: 'talk-1',
  code: 'monthlyTalk',
  title: '每月谈心谈话',
  who: 'headTeacher',
  whom: 'specialGroup',
  every: 'month',
  categories: null,
  urgencies: null,
  asksInHolidays: false,
  window: { part: 'whole', days: null },
  graceDays: 0,
  minimumSchoolDays: 10,
  from: '2026-09-01',
  to: null,
  status: 'inForce',
  windows: [{ from: '2026-11-01', to: '2026-11-30' }],
  createdBy: null,
  createdAt: null,
  version: 1,
};
const PREVIEW: StandardPreview = {
  windows: [{ from: '2026-12-01', to: '2026-12-31' }],
  expected: 2,
  exempt: 0,
  before: 3,
  byClass: [
    {
      class: { id: 'c', label: '三年级1班', labelEn: 'Grade 3, Class 1' },
      headTeacher: 'Wang',
      expected: 2,
      before: 3,
    },
  ],
  added: { total: 0, items: [] },
  removed: { total: 1, items: [{ id: 'child', name: '林小满', class: null }] },
  several: 1,
  overlaps: false,
};

const http = (): HttpTestingController => TestBed.inject(HttpTestingController);
const textOf = (fixture: ComponentFixture<unknown>): string => (fixture.nativeElement as HTMLElement).textContent;

async function settle(fixture: ComponentFixture<unknown>): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  }
}

function button(fixture: ComponentFixture<unknown>, words: string): HTMLButtonElement {
  const all = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
  const found = all.find(({ textContent }) => textContent.trim().includes(words));
  if (!found) throw new Error(`no button ${words}`);
  return found;
}

/** The sentence the server was last asked to try. */
function tried(): TestRequest {
  return http().match('/api/care-standards/preview').at(-1)!;
}

beforeEach(async () => {
  sessionStorage.clear();
  await beSignedIn({
    roles: ['moralEducation'],
    permissions: ['careStandard.view', 'careStandard.edit', 'exemption.view', 'exemption.edit'],
  });
});

describe('a standard that changes', () => {
  async function open(versions: CareStandardView[]): Promise<ComponentFixture<StandardPage>> {
    const fixture = TestBed.createComponent(StandardPage);
    fixture.componentRef.setInput('ruleId', 'talk-1');
    fixture.detectChanges();
    http().expectOne('/api/care-standards').flush({ items: versions, nextCursor: null });
    await settle(fixture);
    await vi.waitFor(() => {
      fixture.detectChanges();
      expect((fixture.nativeElement as HTMLElement).querySelector('tx-standard-sentence button')).not.toBeNull();
    });
    return fixture;
  }

  it('is a sentence whose parts are pressed, tried at once, and saved from the next month on', async () => {
    const fixture = await open([TALK]);
    expect(textOf(fixture)).toContain('every special-group student');
    button(fixture, 'every special-group student').click();
    fixture.detectChanges();
    button(fixture, 'orphan').click();
    await settle(fixture);
    const preview = tried();
    expect(preview.request.body as PreviewStandardRequest).toEqual({
      code: 'monthlyTalk',
      who: 'headTeacher',
      every: 'month',
      categories: ['orphan'],
      urgencies: null,
      asksInHolidays: false,
      window: { part: 'whole' },
      graceDays: 0,
      from: '2026-12-01',
      ruleId: 'talk-1',
    });
    preview.flush(PREVIEW);
    await settle(fixture);
    const panel = (fixture.nativeElement as HTMLElement).querySelector('tx-preview-panel')!;
    for (const words of [
      '2',
      'By the rule as it stands: 3',
      'Grade 3, Class 1',
      '1 child less',
      '林小满',
      'duty by each',
    ])
      expect(panel.textContent).toContain(words);
    button(fixture, 'Save').click();
    await settle(fixture);
    const saved = http().expectOne({ method: 'POST', url: '/api/care-standards/talk-1/versions' });
    expect(saved.request.body).toMatchObject({ categories: ['orphan'], from: '2026-12-01' });
    expect(saved.request.body).not.toHaveProperty('code');
  });

  it('is for children of an urgency where one is chosen, with the categories or without', async () => {
    const fixture = await open([TALK]);
    button(fixture, 'every special-group student').click();
    fixture.detectChanges();
    button(fixture, 'raised or high').click();
    await settle(fixture);
    expect((tried().request.body as PreviewStandardRequest).urgencies).toEqual(['raised', 'high']);
    const said = () => (fixture.nativeElement as HTMLElement).querySelector('tx-standard-sentence')!.textContent;
    expect(said()).toContain('every special-group student whose urgency is raised or high');
    expect(textOf(fixture)).toContain('is not told of these duties');
    button(fixture, 'orphan').click();
    button(fixture, 'high only').click();
    await settle(fixture);
    const { categories, urgencies } = tried().request.body as PreviewStandardRequest;
    expect([categories, urgencies]).toEqual([['orphan'], ['high']]);
    expect(said()).toContain('students whose urgency is high in these categories: orphan');
    button(fixture, 'whatever the urgency').click();
    await settle(fixture);
    expect((tried().request.body as PreviewStandardRequest).urgencies).toBeNull();
  });

  it('asks nothing of the server while a part is missing, and offers the days that fit', async () => {
    const fixture = await open([TALK]);
    button(fixture, 'at any time in the month').click();
    fixture.detectChanges();
    button(fixture, 'In the last days').click();
    await settle(fixture);
    expect((tried().request.body as PreviewStandardRequest).window).toEqual({ part: 'lastDays', days: 15 });
    const days = (fixture.nativeElement as HTMLElement).querySelector<HTMLInputElement>('input[type=number]')!;
    days.value = '5';
    days.dispatchEvent(new Event('input'));
    await settle(fixture);
    expect(http().match('/api/care-standards/preview')).toEqual([]);
    expect(button(fixture, 'Save').disabled).toBe(true);
    expect(textOf(fixture)).toContain('A part of the sentence is still missing.');
  });

  it('is corrected where the change is still to come, at the version that was seen; a refusal is said and nothing is lost', async () => {
    const coming: CareStandardView = {
      ...TALK,
      id: 'talk-2',
      status: 'coming',
      from: '2026-12-01',
      graceDays: 3,
      version: 4,
    };
    const fixture = await open([{ ...TALK, to: '2026-11-30' }, coming]);
    expect(textOf(fixture)).toContain('up to 3 days later');
    button(fixture, 'Save').click();
    await settle(fixture);
    const saved = http().expectOne({ method: 'PATCH', url: '/api/care-standards/talk-2' });
    expect(saved.request.headers.get('If-Match')).toBe('"4"');
    saved.flush({ code: 'standard.overlaps', status: 409 }, { status: 409, statusText: 'Conflict' });
    await settle(fixture);
    expect(textOf(fixture)).toContain('Another standard already asks for the same thing');
    expect(textOf(fixture)).toContain('up to 3 days later');
  });
});

describe('the standards of a school', () => {
  async function show(versions: CareStandardView[]): Promise<ComponentFixture<StandardsPage>> {
    const fixture = TestBed.createComponent(StandardsPage);
    fixture.detectChanges();
    http().expectOne('/api/care-standards').flush({ items: versions, nextCursor: null });
    await settle(fixture);
    return fixture;
  }
  const coming: CareStandardView = { ...TALK, id: 'talk-2', status: 'coming', from: '2026-12-01', graceDays: 3 };

  it('say what holds, what comes and what was', async () => {
    const past: CareStandardView = { ...TALK, id: 'talk-0', status: 'past', from: '2026-02-01', to: '2026-08-31' };
    const fixture = await show([past, { ...TALK, to: '2026-11-30' }, coming]);
    expect((fixture.nativeElement as HTMLElement).querySelectorAll('tx-rule-card')).toHaveLength(1);
    for (const words of [
      'since 1 Sep 2026',
      'from 1 Dec 2026',
      'Days of grace',
      '1 earlier version',
      'Withdraw the change',
      'fewer than 10 school days',
    ])
      expect(textOf(fixture)).toContain(words);
    button(fixture, 'Withdraw the change').click();
    await settle(fixture);
    http()
      .expectOne('/api/care-standards/talk-2/withdraw')
      .flush({ items: [TALK], nextCursor: null });
    await settle(fixture);
    http()
      .expectOne('/api/care-standards')
      .flush({ items: [TALK], nextCursor: null });
  });

  it('say what a change adds of urgency', async () => {
    const fixture = await show([
      { ...TALK, to: '2026-11-30' },
      { ...coming, graceDays: 0, urgencies: ['high'] },
    ]);
    const card = (fixture.nativeElement as HTMLElement).querySelector('.coming')!;
    expect(card.textContent).toContain('For whom');
    expect(card.textContent).toContain('whose urgency is high');
  });

  it('are only read by those who follow them', async () => {
    await beSignedIn({ permissions: ['careStandard.view'] });
    const fixture = await show([TALK]);
    expect((fixture.nativeElement as HTMLElement).querySelectorAll('a[href^="/standards"], button')).toHaveLength(0);
  });
});
