import { ConflictError } from '../../platform/errors/domain-error.js';
import type { GuardianLink } from './guardian-link.entities.js';

/** Where a link stands: not opened yet, opened and not used, used with its outcome, or over. */
export const LINK_STATES = ['waiting', 'opened', 'confirmed', 'corrected', 'expired', 'revoked'] as const;
export type LinkState = (typeof LINK_STATES)[number];

type Facts = Pick<GuardianLink, 'expiresAt' | 'openedAt' | 'outcome' | 'revokedAt'>;

/** What came of a link stays what came of it, also after the seven days. */
export function stateOf({ expiresAt, openedAt, outcome, revokedAt }: Facts, now: Date): LinkState {
  if (outcome) return outcome;
  if (revokedAt) return 'revoked';
  if (expiresAt <= now) return 'expired';
  return openedAt ? 'opened' : 'waiting';
}

/** @returns whether somebody who holds the link can still do something with it */
export const isOpen = (state: LinkState): boolean => state === 'waiting' || state === 'opened';

/** Tells who holds a real link why it no longer works. @throws ConflictError `guardianLink.used`, `.revoked`, `.expired` */
export function refuseOver(link: Facts, now: Date): void {
  const state = stateOf(link, now);
  if (isOpen(state)) return;
  throw new ConflictError(state === 'expired' || state === 'revoked' ? `guardianLink.${state}` : 'guardianLink.used');
}
