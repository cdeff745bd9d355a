import type { RolloverPreview, RunRolloverRequest } from '@tongxin/shared';

/** The days of one term as typed. */
export interface TermChoice {
  ordinal: 1 | 2;
  from: string;
  to: string;
}

/** What the person has chosen on the way into the new year. */
export interface RolloverChoices {
  terms: readonly TermChoice[];
  /** Beginners' classes left out, as `stage-number`. */
  leftOut: readonly string[];
  /** Graduating classes whose children stay. */
  staying: readonly string[];
}

/** The name of a beginners' class inside the form. */
export const beginnersKey = ({ stage, number }: { stage: string; number: number }): string => `${stage}-${number}`;

/** @returns what to begin with: the usual days, every class of beginners, nobody stays */
export function firstChoices(preview: RolloverPreview): RolloverChoices {
  return {
    terms: preview.terms
      .filter(({ exists }) => !exists)
      .map(({ ordinal, from, to }) => ({ ordinal: ordinal === 1 ? 1 : 2, from, to })),
    leftOut: [],
    staying: [],
  };
}

/** @returns the request for what was chosen */
export function toRequest(preview: RolloverPreview, choices: RolloverChoices, dryRun: boolean): RunRolloverRequest {
  return {
    toYear: preview.toYear,
    terms: choices.terms.map((term) => ({ ...term })),
    newClasses: preview.newClasses
      .filter((one) => !choices.leftOut.includes(beginnersKey(one)))
      .map(({ stage, number }) => ({ stage: stage === 'junior' ? 'junior' : 'primary', number })),
    stayingClassIds: [...choices.staying],
    dryRun,
  };
}
