import { Injectable } from '@nestjs/common';
import { reachOf, reachSeeing, type Permission, type SchoolCalendar } from '@tongxin/shared';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { AskingWindow } from './asking-windows.js';
import type { TodayValues } from './board/board-answers.service.js';
import {
  DUTIES,
  DUTIES_OF_STUDENT,
  DUTIES_TODAY,
  DUTY_SUMMARY,
  DUTY_TREND,
  dutyListValues,
  type DutyListValues,
} from './duties.queries.js';
import { dutySetValues, type Breadth } from './duty-set.js';
import type { CountedRow, SummaryWindows } from './duty-summary.js';
import type { DutyRow } from './duty-view.js';

/** Answers computed from the records at this moment, for whatever windows: what the board repeats, and what it does not hold. */
@Injectable()
export class ComputedAnswers {
  constructor(private readonly db: Database) {}

  /** One page of the duties of some windows. */
  async list(
    viewer: Viewer,
    windows: readonly AskingWindow[],
    calendar: SchoolCalendar,
    wanted: DutyListValues,
  ): Promise<{ rows: DutyRow[]; total: number | null } | undefined> {
    const [answer] = await this.db.read<{ rows: DutyRow[]; total: number | null }>(
      viewer,
      DUTIES[breadthOf(viewer, 'duty.view')],
      dutyListValues(dutySetValues(viewer, 'duty.view', windows, calendar), wanted),
    );
    return answer;
  }

  /** The counts of an overview. */
  async summary(
    viewer: Viewer,
    windows: SummaryWindows,
    calendar: SchoolCalendar,
  ): Promise<{ groups: CountedRow[]; never: number } | undefined> {
    const [answer] = await this.db.readReport<{ groups: CountedRow[]; never: number }>(
      viewer,
      DUTY_SUMMARY[breadthOf(viewer, 'duty.summary')],
      [...dutySetValues(viewer, 'duty.summary', windows.all, calendar), windows.month],
    );
    return answer;
  }

  /** How many duties of each window are asked, and how many of them done. */
  trend(
    viewer: Viewer,
    windows: readonly AskingWindow[],
    calendar: SchoolCalendar,
  ): Promise<{ position: number; expected: number; done: number }[]> {
    return this.db.readReport(
      viewer,
      DUTY_TREND[breadthOf(viewer, 'duty.summary')],
      dutySetValues(viewer, 'duty.summary', windows, calendar),
    );
  }

  /** What Today shows of duties. */
  async today(
    viewer: Viewer,
    windows: readonly AskingWindow[],
    calendar: SchoolCalendar,
    { words, limit, headedClassIds, ring }: TodayValues,
  ): Promise<{ rows: DutyRow[]; total: number; done: number; expected: number } | undefined> {
    const [answer] = await this.db.read<{ rows: DutyRow[]; total: number; done: number; expected: number }>(
      viewer,
      DUTIES_TODAY[breadthOf(viewer, 'today.view')],
      [
        ...dutySetValues(viewer, 'today.view', windows, calendar),
        ...[seesWholeSchool(viewer), words.all, words.classIds, limit, headedClassIds, ring],
      ],
    );
    return answer;
  }

  /** The duties of one child, in no order. */
  async ofStudent(
    viewer: Viewer,
    windows: readonly AskingWindow[],
    calendar: SchoolCalendar,
    studentId: string,
    words: TodayValues['words'],
  ): Promise<DutyRow[]> {
    const [answer] = await this.db.read<{ rows: DutyRow[] }>(viewer, DUTIES_OF_STUDENT, [
      ...dutySetValues(viewer, 'duty.view', windows, calendar),
      ...[[studentId], words.all, words.classIds],
    ]);
    return answer?.rows ?? [];
  }
}

/** Whoever sees the whole school reads it from end to end; others look up their children. */
function breadthOf(viewer: Viewer, permission: Permission): Breadth {
  return reachOf(viewer, permission).all ? 'school' : 'children';
}

/** The department looks after the whole school: a class without a head teacher is its own first duty. */
export function seesWholeSchool(viewer: Viewer): boolean {
  return reachSeeing(viewer, 'duty.view', 'dates').all;
}
