import { dayWords, momentWords, monthWords, shortMonthWords } from './days.js';

describe('a day in words', () => {
  it('names the weekday, and the year only where it is another', () => {
    expect(dayWords('2026-11-03', 'zh-CN', '2026-11-23')).toBe('11月3日 周二');
    expect(dayWords('2026-11-03', 'en', '2026-11-23')).toBe('Tue 3 Nov');
    expect(dayWords('2025-12-31', 'zh-CN', '2026-01-02')).toBe('2025年12月31日 周三');
    expect(dayWords('2025-09-01', 'en', '2026-01-02')).toBe('Mon 1 Sep 2025');
  });

  it('names a month', () => {
    expect(monthWords('2026-11', 'zh-CN')).toBe('2026年11月');
    expect(monthWords('2026-11', 'en')).toBe('November 2026');
    expect(shortMonthWords('2026-10', 'zh-CN', '2026-11-23')).toBe('10月');
    expect(shortMonthWords('2026-10', 'en', '2026-11-23')).toBe('Oct');
    expect(shortMonthWords('2025-12', 'en', '2026-01-02')).toBe('Dec 2025');
  });

  it('tells a moment in the time of the school, whatever the zone of the device', () => {
    expect(momentWords('2026-11-02T17:05:00Z', 'zh-CN', '2026-11-23', 'Asia/Shanghai')).toBe('11月3日 周二 01:05');
    expect(momentWords('2026-11-02T17:05:00Z', 'en', '2026-11-23', 'Asia/Shanghai')).toBe('Tue 3 Nov, 01:05');
  });
});
