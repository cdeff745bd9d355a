import type { Permission, RowFacts } from '@tongxin/shared';
import type { Member, Place, Stage } from './cast.js';

/** What an operation is about, in one place: the row as the policy sees it, and what stands in the address and the body. */
export interface Subject {
  readonly row: RowFacts;
  readonly params: Readonly<Record<string, string>>;
  /** Values for fields of these names in a sampled body. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** How the subjects of one kind of address come to be. */
export interface SubjectKind {
  /** The addresses, by their beginning. */
  readonly prefix: string;
  /** Whoever holds this on the row knows that it is there: they are refused with 403, everybody else with 404. */
  readonly sees: Permission;
  /** Of the school as a whole, not of a class: one place in the own school is as good as another. */
  readonly schoolWide?: true;
  /** No row at all: the same for everybody, in every school. */
  readonly everywhere?: true;
  /** @param asker whoever will be let in; some things are seen by their maker only, and are made by the asker then */
  make(stage: Stage, place: Place, asker?: Member): Promise<Subject>;
}
