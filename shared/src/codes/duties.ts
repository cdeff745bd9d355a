/** The care standards of the first pieces of work; schools set their own numbers, not their own codes. */
export const STANDARD_CODES = ['monthlyTalk', 'contactCardVerified'] as const;
export type StandardCode = (typeof STANDARD_CODES)[number];

/** How often a standard asks: once in each calendar month of term, or once in each term. */
export const STANDARD_FREQUENCIES = ['month', 'term'] as const;
export type StandardFrequency = (typeof STANDARD_FREQUENCIES)[number];

/**
 * `due` the window is not over · `done` held and typed in the window · `late` held in the window, typed after it closed ·
 * `overdue` the window closed and nothing was done · `exempt` not asked, for a reason.
 */
export const DUTY_STATES = ['due', 'done', 'late', 'overdue', 'exempt'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/**
 * Why a duty is not asked: `new` too few school days were left · `paused`, `closed`, `transferred` the care file rests on the
 * window's last day · `excused` the moral-education department said so.
 */
export const EXEMPTION_REASONS = ['new', 'paused', 'closed', 'transferred', 'excused'] as const;
export type ExemptionReason = (typeof EXEMPTION_REASONS)[number];
