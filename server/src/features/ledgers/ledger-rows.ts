import type { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { reachOf, type GuardianKind } from '@tongxin/shared';
import {
  LEDGER_CHILDREN,
  LEDGER_PEOPLE,
  LEDGER_PHONES,
  type LedgerChildRow,
  type LedgerPersonRow,
  type LedgerPhoneRow,
} from './ledgers.queries.js';

/** Somebody on a card with their numbers. */
export type LedgerPerson = LedgerPersonRow & { readonly phones: readonly string[] };

/** A child of a ledger: of several guardians, and of several entrusted ones, the first to call. */
export type LedgerRow = LedgerChildRow &
  Readonly<Record<GuardianKind, LedgerPerson | null>> & { readonly phones: readonly string[] };

/** @returns the children with these ids, in their order; whom the person no longer reaches is not among them */
export async function ledgerRows(db: Database, viewer: Viewer, ids: readonly string[]): Promise<LedgerRow[]> {
  const { schoolId } = viewer;
  const { all, classIds } = reachOf(viewer, 'ledger.export');
  const children = await db.read<LedgerChildRow>(viewer, LEDGER_CHILDREN, [schoolId, ids, all, classIds]);
  const reached = children.map(({ id }) => id);
  const people = await db.read<LedgerPersonRow>(viewer, LEDGER_PEOPLE, [schoolId, reached]);
  const phones = await db.read<LedgerPhoneRow>(viewer, LEDGER_PHONES, [schoolId, reached]);

  const numbers = new Map<string, string[]>();
  for (const { studentId, guardianId, number } of phones) {
    const whose = guardianId ?? studentId;
    const known = numbers.get(whose);
    if (known) known.push(number);
    else numbers.set(whose, [number]);
  }
  const first = new Map<string, LedgerPersonRow>();
  for (const person of people) {
    const place = `${person.kind} ${person.studentId}`;
    if (!first.has(place)) first.set(place, person);
  }
  const personOf = (kind: GuardianKind, studentId: string): LedgerPerson | null => {
    const person = first.get(`${kind} ${studentId}`);
    return person ? { ...person, phones: numbers.get(person.id) ?? [] } : null;
  };
  return children.map((child) => ({
    ...child,
    phones: numbers.get(child.id) ?? [],
    guardian: personOf('guardian', child.id),
    entrusted: personOf('entrusted', child.id),
  }));
}
