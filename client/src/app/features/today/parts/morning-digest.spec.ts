import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import type { DigestView } from '@tongxin/shared';
import { beSignedIn } from '../../../../test-session.js';
import { MorningDigest } from './morning-digest.js';

const aDigest = (change: Partial<DigestView> = {}): DigestView => ({
  day: '2026-11-23',
  talksDue: 0,
  cardsDue: 0,
  overdue: 0,
  followUps: 0,
  urgent: 0,
  approvals: 0,
  ...change,
});

describe('the morning’s digest on Today', () => {
  let fixture: ComponentFixture<MorningDigest>;
  const show = async (...items: DigestView[]): Promise<void> => {
    fixture = TestBed.createComponent(MorningDigest);
    await vi.waitFor(() =>
      TestBed.inject(HttpTestingController)
        .expectOne('/api/reminders/digests?limit=1')
        .flush({ items, nextCursor: null }),
    );
    await fixture.whenStable();
  };
  const words = () => (fixture.nativeElement as HTMLElement).textContent?.trim().replace(/\s+/g, ' ');

  beforeEach(async () => {
    localStorage.removeItem('tongxin.digest-read');
    await beSignedIn();
  });

  it('says what waits, the gravest first, and nothing of what is zero', async () => {
    await show(aDigest({ talksDue: 3, overdue: 1, approvals: 1 }));
    expect(words()).toBe('This morning 1 overdue · 3 talks due · 1 waits for your approval');
  });

  it('is gone until tomorrow once it has been put aside', async () => {
    await show(aDigest({ talksDue: 3 }));
    (fixture.nativeElement as HTMLElement).querySelector('button')!.click();
    await fixture.whenStable();
    expect(words()).toBe('');
    await show(aDigest({ talksDue: 3 }));
    expect(words()).toBe('');
  });

  it('is not yesterday’s', async () => {
    await show(aDigest({ day: '2026-11-20', talksDue: 3 }));
    expect(words()).toBe('');
  });
});
