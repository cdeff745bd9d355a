import { gradeOf, LEDGER_FIELDS, type LedgerField } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import type { ClassFacts, SchoolContext } from '../organisation/index.js';
import { schoolIdentities } from '../students/index.js';
import type { ImportKind } from './import.states.js';
import { ASSIGNED_HEADERS, SCHOOL_CLASSES } from './imports.queries.js';
import type { LedgerSettings } from './ledger/check-ledger.js';
import type { ColumnAssignments } from './ledger/header.js';

/** What a ledger of this school is checked against now; the children only by what tells them apart. */
export async function ledgerSettings(tx: Tx, school: SchoolContext, kind: ImportKind): Promise<LedgerSettings> {
  const { schoolId } = tx.viewer;
  const all = await tx.query<ClassFacts>(SCHOOL_CLASSES, [schoolId]);
  const classes = all.filter((one) => gradeOf({ ...one, system: school.system }, school.schoolYear) !== null);
  const stages = [...new Set(classes.map(({ stage }) => stage))];
  return {
    kind,
    today: school.today,
    classText: { system: school.system, schoolYear: school.schoolYear, ...(stages.length > 0 ? { stages } : {}) },
    classes,
    children: await schoolIdentities(tx),
    assignments: await assignedHeaders(tx),
  };
}

async function assignedHeaders(tx: Tx): Promise<ColumnAssignments> {
  const rows = await tx.query<{ header: string; field: string | null }>(ASSIGNED_HEADERS, [tx.viewer.schoolId]);
  // A field that a later version no longer has means nothing.
  return Object.fromEntries(
    rows.flatMap(({ header, field }) => (field === null || isLedgerField(field) ? [[header, field]] : [])),
  );
}

/** Whether a text names something that a column of a ledger can hold. */
export function isLedgerField(text: unknown): text is LedgerField {
  return (LEDGER_FIELDS as readonly unknown[]).includes(text);
}
