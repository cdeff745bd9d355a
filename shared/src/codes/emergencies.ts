/** The kinds of record that somebody may have to look into in an emergency; one at a time. */
export const EMERGENCY_KINDS = ['studentFile', 'contactCard', 'talks'] as const;
export type EmergencyKind = (typeof EMERGENCY_KINDS)[number];

/** Why somebody has to look into a child's record who otherwise may not. */
export const EMERGENCY_REASONS = ['danger', 'missing', 'illness', 'authority', 'other'] as const;
export type EmergencyReason = (typeof EMERGENCY_REASONS)[number];

/** What whoever reviews an emergency access finds. */
export const EMERGENCY_OUTCOMES = ['justified', 'notJustified'] as const;
export type EmergencyOutcome = (typeof EMERGENCY_OUTCOMES)[number];
