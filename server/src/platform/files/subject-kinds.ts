import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transaction.js';

/** A record on which files hang, as the person who asks stands to it. */
export interface FileSubject {
  /** The child it concerns; null for a record about no child. */
  readonly studentId: string | null;
  /** Whether this person may add files to it, and remove them with a reason. */
  readonly mayChange: boolean;
}

/** What a feature says of its records that may carry files, so that a file stands under the rules of its record and no others. */
export interface SubjectKind {
  /** For example `careCategory`; stands in the interface and in the database. */
  readonly kind: string;
  /**
   * Finds the record by its id, inside the transaction of the person who asks.
   * @returns null where it is not there, or this person may not see its files; the two look the same
   */
  find(tx: Tx, subjectId: string): Promise<FileSubject | null>;
}

/** The records that may carry files. Features register their kinds while the modules are put together, like jobs. */
@Injectable()
export class SubjectKinds {
  private readonly kinds = new Map<string, SubjectKind>();

  register(kind: SubjectKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`two features for files of the kind ${kind.kind}`);
    this.kinds.set(kind.kind, kind);
  }

  /** @returns the record for this person, or null where kind or record are not there for them */
  async find(tx: Tx, kind: string, subjectId: string): Promise<FileSubject | null> {
    return (await this.kinds.get(kind)?.find(tx, subjectId)) ?? null;
  }
}
