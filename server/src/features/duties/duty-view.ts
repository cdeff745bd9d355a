import type { DutyState, ExemptionReason } from '@tongxin/shared';
import { toCursor } from '../../platform/fields/page.js';
import { classNameOf, type ClassFacts, type SchoolContext } from '../organisation/index.js';
import type { AskingWindow } from './asking-windows.js';
import type { DutyView } from './duty.dto.js';
import { STANDARD_TITLES } from './standard-titles.js';

/** A duty as the statements of this folder give it. */
export interface DutyRow {
  studentId: string;
  studentName: string;
  position: number;
  status: DutyState;
  exemptReason: ExemptionReason | null;
  seesDates: boolean;
  lastOn: string | null;
  neverCaredFor: boolean;
  lastTopics: string[] | null;
  class: ClassFacts | null;
  assignee: { id: string; name: string } | null;
  assigned: boolean;
}

/**
 * @param windows those the row's position counts
 * @returns a duty as this viewer may see it: whoever knows the state only gets neither days nor topics
 */
export function toDutyView(
  row: DutyRow,
  windows: readonly AskingWindow[],
  school: Pick<SchoolContext, 'schoolYear' | 'system'>,
): DutyView {
  const { standard, from, to } = windows[row.position]!;
  const { ruleId: id, code, every } = standard;
  return {
    student: { id: row.studentId, name: row.studentName, class: row.class && classNameOf(row.class, school) },
    standard: { id, code, title: STANDARD_TITLES[code][every], every },
    window: { from, to },
    status: row.status,
    exemptReason: row.exemptReason,
    ...(row.seesDates ? { lastOn: row.lastOn, neverCaredFor: row.neverCaredFor } : {}),
    ...(row.seesDates && row.lastTopics ? { lastTopics: row.lastTopics } : {}),
    assignee: row.assignee,
  };
}

/** A cursor of the duty list; it names no child, because it stands in a URL. */
export function dutyCursor(row: DutyRow): string {
  return toCursor([row.assigned ? 1 : 0, row.lastOn, row.studentId, row.position]);
}

const WORST_FIRST: readonly DutyState[] = ['overdue', 'due', 'late', 'done', 'exempt'];

/** @returns the duties of one child, the worst first, of the same state the latest window first */
export function worstFirst(rows: readonly DutyRow[], windows: readonly AskingWindow[]): DutyRow[] {
  const from = ({ position }: DutyRow): string => windows[position]!.from;
  return [...rows].sort(
    (one, other) =>
      WORST_FIRST.indexOf(one.status) - WORST_FIRST.indexOf(other.status) ||
      (from(one) === from(other) ? one.position - other.position : from(one) < from(other) ? 1 : -1),
  );
}
