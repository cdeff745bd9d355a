import type { LedgerField } from '@tongxin/shared';
import { InvalidRequestError, type FieldProblem } from '../../platform/errors/domain-error.js';
import { isLedgerField } from './ledger-settings.js';
import type { LedgerColumn } from './ledger/header.js';

/** What is to be remembered of the headers of a ledger, and which of them mean nothing of their own any more. */
export interface HeaderAssignments {
  readonly remembered: readonly { readonly header: string; readonly field: LedgerField | null }[];
  readonly forgotten: readonly string[];
}

/**
 * What somebody says the columns of a ledger hold. A field stands in one column: who gives it to another takes it from the one that had it.
 *
 * @param columns of the ledger as it was read
 * @param wanted by column letter a field, or null to leave the column out
 * @throws InvalidRequestError `field.unknown` for a column the ledger does not have, `header.fieldUnknown` for what no column can hold,
 *   `header.fieldTwice` for a field given to two columns
 */
export function headerAssignments(
  columns: readonly LedgerColumn[],
  wanted: Readonly<Record<string, unknown>>,
): HeaderAssignments {
  const problems: FieldProblem[] = [];
  const given = new Map<LedgerColumn, LedgerField | null>();
  const taken = new Set<LedgerField>();
  for (const [letter, field] of Object.entries(wanted)) {
    const pointer = `/columns/${letter.slice(0, 10).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const column = columns.find((one) => one.letter === letter);
    if (!column) problems.push({ pointer, code: 'field.unknown', params: {} });
    else if (field !== null && !isLedgerField(field))
      problems.push({ pointer, code: 'header.fieldUnknown', params: {} });
    else if (field !== null && taken.has(field))
      problems.push({ pointer, code: 'header.fieldTwice', params: { field } });
    else {
      given.set(column, field);
      if (field !== null) taken.add(field);
    }
  }
  if (problems.length > 0) throw new InvalidRequestError(problems);
  const remembered = [...given].flatMap(([column, field]) =>
    saysNothingNew(column, field) ? [] : [{ header: column.key, field }],
  );
  const forgotten = columns.flatMap((column) =>
    column.by === 'remembered' && column.field !== null && taken.has(column.field) && !given.has(column)
      ? [column.key]
      : [],
  );
  return { remembered, forgotten };
}

/** What the words of the header say anyway is not remembered. */
function saysNothingNew({ by, field: now }: LedgerColumn, field: LedgerField | null): boolean {
  return (by === 'word' || by === 'leftOut') && now === field;
}
