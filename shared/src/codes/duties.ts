import type { UrgencyLevel } from './care-files.js';

/** The care standards of the first pieces of work; schools set their own numbers, not their own codes. */
export const STANDARD_CODES = ['monthlyTalk', 'contactCardVerified'] as const;
export type StandardCode = (typeof STANDARD_CODES)[number];

/** A standard may ask for the children who are more urgent than usual: by name of the urgency, because `normal` is everybody else. */
export const STANDARD_URGENCIES = ['raised', 'high'] as const satisfies readonly UrgencyLevel[];
export type StandardUrgency = (typeof STANDARD_URGENCIES)[number];

/** How often a standard asks: once in each calendar month of term, or once in each term. */
export const STANDARD_FREQUENCIES = ['month', 'term'] as const;
export type StandardFrequency = (typeof STANDARD_FREQUENCIES)[number];

/** Who is asked: whoever heads the child's class, with their deputy; or they and the school office. */
export const STANDARD_ACTORS = ['headTeacher', 'headTeacherOrOffice'] as const;
export type StandardActor = (typeof STANDARD_ACTORS)[number];

/** In which part of its month or term a standard asks: all of it, from a day of it on, or in its last days. */
export const WINDOW_PARTS = ['whole', 'fromDay', 'lastDays'] as const;
export type WindowPartKind = (typeof WINDOW_PARTS)[number];

/** What a school may choose for each standard: a talk is the head teacher's own, a card may be checked by the office as well. */
export const STANDARD_CHOICES: Readonly<
  Record<StandardCode, { readonly who: readonly StandardActor[]; readonly every: readonly StandardFrequency[] }>
> = {
  monthlyTalk: { who: ['headTeacher'], every: ['month', 'term'] },
  contactCardVerified: { who: ['headTeacherOrOffice', 'headTeacher'], every: ['term', 'month'] },
};

/**
 * The days a part of a window may be chosen by. The bounds leave room for the 10 school days that every window must have in a month
 * without holidays; with holidays the window may still ask for nothing, and the preview says so.
 */
export const WINDOW_PART_DAYS: Readonly<
  Record<StandardFrequency, Readonly<Record<'fromDay' | 'lastDays', { readonly min: number; readonly max: number }>>>
> = {
  month: { fromDay: { min: 2, max: 17 }, lastDays: { min: 14, max: 30 } },
  term: { fromDay: { min: 2, max: 90 }, lastDays: { min: 14, max: 120 } },
};

/** The longest time after a window in which what was done in it may still be typed without being late. */
export const GRACE_DAYS_MAX = 14;

/**
 * `due` the window, with its days of grace, is not over · `done` held in the window, typed by the end of its grace · `late` held in the
 * window, typed after that · `overdue` window and grace are over and nothing was done · `exempt` not asked, for a reason.
 */
export const DUTY_STATES = ['due', 'done', 'late', 'overdue', 'exempt'] as const;
export type DutyState = (typeof DUTY_STATES)[number];

/**
 * Why a duty is not asked: `new` too few school days were left · `paused`, `closed`, `transferred` the care file rests on the
 * window's last day · `excused` the moral-education department said so.
 */
export const EXEMPTION_REASONS = ['new', 'paused', 'closed', 'transferred', 'excused'] as const;
export type ExemptionReason = (typeof EXEMPTION_REASONS)[number];
