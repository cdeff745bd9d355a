import type { DutyState, ExemptionReason, StandardCode } from '@tongxin/shared';
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
  standardId: string;
  code: StandardCode;
  from: string;
  to: string;
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
  const { every } = windows[row.position]!.standard;
  return {
    student: { id: row.studentId, name: row.studentName, class: row.class && classNameOf(row.class, school) },
    standard: { id: row.standardId, code: row.code, title: STANDARD_TITLES[row.code][every], every },
    window: { from: row.from, to: row.to },
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
