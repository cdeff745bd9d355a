import fc from 'fast-check';
import { lastDue, nextDue } from './nightly.js';

const HALF_PAST_TWO = { hour: 2, minute: 30 };
const due = (now: string, timeZone = 'Asia/Shanghai'): string =>
  lastDue(HALF_PAST_TWO, timeZone, new Date(now)).toISOString();

describe('the backup of the night', () => {
  it('is due at its time of the school’s own day, wherever the server stands', () => {
    expect(due('2026-11-23T02:29:59+08:00')).toBe('2026-11-21T18:30:00.000Z');
    expect(due('2026-11-23T02:30:00+08:00')).toBe('2026-11-22T18:30:00.000Z');
    expect(due('2026-11-23T23:59:00+08:00')).toBe('2026-11-22T18:30:00.000Z');
    expect(due('2026-03-01T00:10:00+08:00')).toBe('2026-02-27T18:30:00.000Z');
  });

  it('is due once where the clock is changed in that hour', () => {
    // In New York 2:30 does not exist on 8 March 2026 and 1:30 is there twice on 1 November.
    expect(due('2026-03-08T12:00:00Z', 'America/New_York')).toBe('2026-03-08T06:30:00.000Z');
    expect(due('2026-11-01T12:00:00Z', 'America/New_York')).toBe('2026-11-01T07:30:00.000Z');
  });

  it('is never due in the future, and never longer ago than a day and an hour', () => {
    const zones = [
      'Asia/Shanghai',
      'UTC',
      'America/New_York',
      'Pacific/Auckland',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
    ];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2024-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) }),
        (now, zone, at) => {
          const age = now.getTime() - lastDue(at, zone, now).getTime();
          const wait = nextDue(at, zone, now).getTime() - now.getTime();
          return age >= 0 && age <= 25 * 3_600_000 && wait > 0 && wait <= 25 * 3_600_000;
        },
      ),
    );
  });
});
