import { Injectable } from '@nestjs/common';
import { LIMITS } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { ClassName, SchoolClass, classNameOf, type SchoolContext } from '../organisation/index.js';
import { childrenByClass, countStudents, filterOf, termBegan, type StudentFilter } from '../students/index.js';
import type { LedgerFilter } from './ledgers.dto.js';

/** Which children a ledger has: those of the list with the same filter, as far as this person may take them away. */
@Injectable()
export class LedgerChildren {
  constructor(private readonly db: Database) {}

  /** @returns how many there are, counted to one above what a ledger may hold */
  async count(viewer: Viewer, filter: LedgerFilter, school: SchoolContext): Promise<number> {
    const narrowed = narrow(viewer, filter, school);
    if (!narrowed) return 0;
    const asked = countStudents(viewer.schoolId, viewer.today, narrowed, LIMITS.ledgerChildren + 1);
    const [row] = await this.db.read<{ total: number }>(viewer, asked.statement, asked.values);
    return row?.total ?? 0;
  }

  /**
   * @returns their ids in the order of the ledger: class by class, then by name
   * @throws ConflictError `ledger.empty`, `ledger.tooMany`
   */
  async ids(tx: Tx, filter: LedgerFilter, school: SchoolContext): Promise<string[]> {
    const { viewer } = tx;
    const narrowed = narrow(viewer, filter, school);
    if (!narrowed) throw new ConflictError('ledger.empty');
    const asked = childrenByClass(viewer.schoolId, viewer.today, narrowed, LIMITS.ledgerChildren + 1);
    const rows = await tx.query<{ id: string }>(asked.statement, asked.values);
    assertFits(rows.length);
    return rows.map(({ id }) => id);
  }
}

/** @throws ConflictError `ledger.empty`, `ledger.tooMany` */
export function assertFits(children: number): void {
  if (children === 0) throw new ConflictError('ledger.empty');
  if (children > LIMITS.ledgerChildren)
    throw new ConflictError('ledger.tooMany', 'ledger.tooMany', { params: { max: LIMITS.ledgerChildren } });
}

/** @returns what the class a ledger is narrowed to is called; null without one */
export async function classOf(tx: Tx, { classId }: LedgerFilter, school: SchoolContext): Promise<ClassName | null> {
  const found = classId === undefined ? null : await tx.findOne(SchoolClass, { id: classId });
  return found && classNameOf(found, school);
}

function narrow(viewer: Viewer, filter: LedgerFilter, school: SchoolContext): StudentFilter | null {
  return filterOf(viewer, filter, termBegan(school), 'ledger.export');
}
