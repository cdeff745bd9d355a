import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { VillageView, WrittenVillage } from '@tongxin/shared';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { beSignedIn } from '../../../../test-session.js';
import { VillagesPage } from './villages.page.js';

const VILLAGE: VillageView = {
  id: 'v-1',
  version: 3,
  name: '东庄村',
  aliases: ['老东庄'],
  town: '青山镇',
  latitude: null,
  longitude: null,
  cards: 5,
  otherwise: 2,
};

describe('the register of villages', () => {
  let server: HttpTestingController;
  let fixture: ComponentFixture<VillagesPage>;

  beforeEach(async () => {
    await beSignedIn({ permissions: ['village.view', 'village.edit'] });
    server = TestBed.inject(HttpTestingController);
    fixture = TestBed.createComponent(VillagesPage);
  });
  afterEach(() => server.verify());

  async function answer(villages: VillageView[], written: WrittenVillage[]): Promise<string> {
    await settled();
    server.expectOne('/api/villages?limit=100').flush({ items: villages, nextCursor: null });
    server.expectOne('/api/villages/unregistered?limit=100').flush({ items: written, nextCursor: null });
    await settled();
    return (fixture.nativeElement as HTMLElement).textContent ?? '';
  }

  async function settled(): Promise<void> {
    fixture.detectChanges();
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve));
    fixture.detectChanges();
  }

  function press(words: string): void {
    const buttons = [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')];
    buttons.find((button) => button.textContent?.includes(words))!.click();
  }

  it('shows a village with its names and cards, and offers to write it one way', async () => {
    const words = await answer([VILLAGE], []);
    expect(words).toContain('青山镇 · also 老东庄 · no coordinates · on 5 cards');
    expect(words).toContain('2 cards write it otherwise.');
    press('Write “东庄村” there');
    const request = server.expectOne('/api/villages/v-1/write');
    expect(request.request.body).toEqual({ reason: 'Written as in the register of villages' });
    request.flush({ cards: 2 });
    await settled();
    expect(TestBed.inject(UndoBar).notice()?.text).toBe('2 cards now say 东庄村.');
    server.expectOne('/api/villages?limit=100');
    server.expectOne('/api/villages/unregistered?limit=100');
  });

  it('shows the ways of writing one name as one row, and takes it into the register with one press', async () => {
    const words = await answer(
      [],
      [
        { name: '西河村', cards: 3 },
        { name: '西 河村', cards: 1 },
      ],
    );
    expect(words).toContain('on 4 cards');
    expect(words).toContain('No village in the register yet');
    press('Take in');
    const request = server.expectOne('/api/villages');
    expect(request.request.body).toEqual({ name: '西河村' });
    request.flush(
      { status: 400, code: 'request.invalid', errors: [{ pointer: '/name', code: 'village.taken', params: {} }] },
      { status: 400, statusText: 'Bad Request' },
    );
    await settled();
    expect(TestBed.inject(UndoBar).notice()).toMatchObject({
      tone: 'problem',
      text: expect.stringContaining('already'),
    });
  });
});
