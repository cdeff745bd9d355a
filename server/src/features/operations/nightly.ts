/** Minutes that a time zone is ahead of UTC at an instant. */
function minutesAhead(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: string): number => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((local - at.getTime()) / 60_000);
}

/**
 * The last time a night's backup was due: the newest instant not after `now` at which the clock of the time zone showed that time.
 * Where the clock skips that time in spring, an hour earlier.
 */
export function lastDue({ hour, minute }: { hour: number; minute: number }, timeZone: string, now: Date): Date {
  const local = new Date(now.getTime() + minutesAhead(timeZone, now) * 60_000);
  for (const daysBack of [0, 1, 2]) {
    const wanted = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() - daysBack, hour, minute);
    const near = new Date(wanted - minutesAhead(timeZone, new Date(wanted)) * 60_000);
    const due = new Date(wanted - minutesAhead(timeZone, near) * 60_000);
    if (due.getTime() <= now.getTime()) return due;
  }
  throw new Error('a day is longer than two days');
}

/** The next time a backup is due after the last one. */
export function nextDue(at: { hour: number; minute: number }, timeZone: string, now: Date): Date {
  const tomorrow = lastDue(at, timeZone, new Date(now.getTime() + 24 * 3_600_000));
  return tomorrow.getTime() > now.getTime()
    ? tomorrow
    : lastDue(at, timeZone, new Date(now.getTime() + 26 * 3_600_000));
}
