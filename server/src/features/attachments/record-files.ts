import { Injectable } from '@nestjs/common';
import type { Tx } from '../../database/transaction.js';
import { Attachment } from './attachment.entities.js';

/** A record on which files hang, by its kind and id. */
export interface FileCarrier {
  readonly kind: string;
  readonly id: string;
}

/** What other features do with the files of their records, in their own transaction. */
@Injectable()
export class RecordFiles {
  /** The files of one record hang on another from now on: the evidence of a proposal on what it became. @returns how many */
  move(tx: Tx, from: FileCarrier, to: FileCarrier): Promise<number> {
    return tx.update(
      Attachment,
      { subjectKind: from.kind, subjectId: from.id },
      { subjectKind: to.kind, subjectId: to.id },
    );
  }
}
