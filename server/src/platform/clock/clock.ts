/** The one clock: rules and services never ask the machine for the time themselves, so that tests can stand at month's end. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}
