/** What the doctor found at one place: well, worth a look, or wrong; and what to do. */
export interface Finding {
  readonly level: 'well' | 'look' | 'wrong';
  /** One sentence. */
  readonly what: string;
  /** The next step, where there is one. */
  readonly next?: string;
}

export const well = (what: string): Finding => ({ level: 'well', what });
export const look = (what: string, next: string): Finding => ({ level: 'look', what, next });
export const wrong = (what: string, next: string): Finding => ({ level: 'wrong', what, next });

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/** @returns a size as people read it */
export function sizeOf(bytes: number): string {
  if (bytes >= GIB) return `${(bytes / GIB).toFixed(1)} GiB`;
  return bytes >= MIB ? `${(bytes / MIB).toFixed(1)} MiB` : `${Math.ceil(bytes / 1024)} KiB`;
}

/** @returns how long ago, in whole hours or days */
export function agoOf(instant: Date, now: Date): string {
  const hours = Math.floor((now.getTime() - instant.getTime()) / 3_600_000);
  if (hours < 1) return 'less than an hour ago';
  return hours < 48 ? `${hours} hour${hours === 1 ? '' : 's'} ago` : `${Math.floor(hours / 24)} days ago`;
}
