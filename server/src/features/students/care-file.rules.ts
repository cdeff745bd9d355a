import type { CareFileStatus } from '@tongxin/shared';
import { ConflictError } from '../../platform/errors/domain-error.js';

/** How a care file may go on: it rests, closes and opens again; one that went with the child to another school stays as it is. */
const NEXT: Readonly<Record<CareFileStatus, readonly CareFileStatus[]>> = {
  open: ['paused', 'closed'],
  paused: ['open', 'closed'],
  closed: ['open'],
  transferred: [],
};

/** @throws ConflictError `careFile.wrongStep` where a file of one status does not become the other */
export function assertMayBecome(from: CareFileStatus, to: CareFileStatus): void {
  if (!NEXT[from].includes(to)) throw new ConflictError('careFile.wrongStep');
}

/**
 * Categories begin in a file that is open or rests.
 * @throws ConflictError `careFile.notOpen`
 */
export function assertTakesCategories(status: CareFileStatus): void {
  if (status !== 'open' && status !== 'paused') throw new ConflictError('careFile.notOpen');
}
