import type { CareFileStatus } from './people.js';

/** How pressing it is to care for a child; what is raised or high has a day on which it is looked at again. */
export const URGENCY_LEVELS = ['normal', 'raised', 'high'] as const;
export type UrgencyLevel = (typeof URGENCY_LEVELS)[number];

/** Why a care file becomes what it becomes; words are needed beside `other`. */
export const CARE_FILE_REASONS = {
  open: ['needsCareAgain', 'backAtSchool', 'closedByMistake', 'other'],
  paused: ['sickLeave', 'awayForAWhile', 'underObservation', 'other'],
  closed: ['situationImproved', 'noCategoryLeft', 'graduated', 'leftSchool', 'openedByMistake', 'other'],
  transferred: ['changedSchool', 'familyMoved', 'other'],
} as const satisfies Record<CareFileStatus, readonly string[]>;

export type CareFileReason = (typeof CARE_FILE_REASONS)[CareFileStatus][number];

/** Every reason once, for forms and columns. */
export const CARE_FILE_REASON_CODES: readonly CareFileReason[] = [
  ...new Set(Object.values<readonly CareFileReason[]>(CARE_FILE_REASONS).flat()),
];

/**
 * Who knows of a category: `usual` whoever sees the child’s categories · `restricted` the department, the principal, the child’s head teacher and a
 * counsellor the child is referred to · `department` the department and the principal alone.
 */
export const CATEGORY_AUDIENCES = ['usual', 'restricted', 'department'] as const;
export type CategoryAudience = (typeof CATEGORY_AUDIENCES)[number];

/** Why an ID or student number changes: it was never the child’s, or the child was given another one and is still found by the old. */
export const NUMBER_CHANGE_REASONS = ['mistyped', 'newNumber'] as const;
export type NumberChangeReason = (typeof NUMBER_CHANGE_REASONS)[number];
