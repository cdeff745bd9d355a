import { Clock } from '../../server/src/platform/clock/clock.js';

/** A clock that stands where the test puts it. */
export class TestClock extends Clock {
  constructor(private instant: Date) {
    super();
  }

  now(): Date {
    return new Date(this.instant);
  }

  /** @param instant for example `2026-11-30T23:59:00+08:00` */
  moveTo(instant: string): void {
    this.instant = new Date(instant);
  }
}
