import { Injectable } from '@nestjs/common';
import { reachOf, reachSeeing, type Permission } from '@tongxin/shared';
import type { Viewer } from '../../../platform/access/viewer.js';
import type { FilePart } from '../../students/index.js';
import type { AskingWindow } from '../asking-windows.js';
import type { DutyListValues } from '../duties.queries.js';
import type { CountedRow, SummaryWindows } from '../duty-summary.js';
import type { DutyRow } from '../duty-view.js';
import { keysOf, type BoardOf, type BoardView } from './board-plan.js';
import { BOARD_LIST, BOARD_SUMMARY, BOARD_TODAY, boardListValues, ofStudentFrom, type Reader } from './board-reads.js';
import { DutyBoard } from './duty-board.service.js';

/** What Today is asked with. */
export interface TodayValues {
  readonly words: { readonly all: boolean; readonly classIds: readonly string[] };
  readonly limit: number;
  readonly headedClassIds: readonly string[];
  /** Positions of the windows of the ring. */
  readonly ring: readonly number[];
}

/** Answers from the board, each the same as the computed one; null where the board does not hold what is asked for. */
@Injectable()
export class BoardAnswers {
  constructor(private readonly board: DutyBoard) {}

  /** One page of the duties of some windows. */
  async list(
    viewer: Viewer,
    of: BoardOf,
    windows: readonly AskingWindow[],
    wanted: DutyListValues,
  ): Promise<{ rows: DutyRow[]; total: number | null } | null> {
    const reading = this.readingOf(viewer, 'duty.view', of);
    const keys = reading && keysOf(reading.view, windows, true);
    // Each child once, whatever is asked for it, is another list.
    if (!reading || !keys || wanted.never !== null) return null;
    const source = wanted.classId === null ? 'windows' : 'class';
    return this.board.read(viewer, of, BOARD_LIST[source][reading.reader], [
      ...[viewer.schoolId, keys, reading.classIds],
      ...boardListValues(wanted),
    ]);
  }

  /** What Today shows of duties; `windows` are those it looks at. */
  async today(
    viewer: Viewer,
    of: BoardOf,
    windows: readonly AskingWindow[],
    { words, limit, headedClassIds, ring }: TodayValues,
  ): Promise<{ rows: DutyRow[]; total: number; done: number; expected: number } | null> {
    const reading = this.readingOf(viewer, 'today.view', of);
    const keys = reading && keysOf(reading.view, windows, true);
    if (!reading || !keys) return null;
    const { worstOverdue, worstDue } = reading.view;
    return this.board.read(viewer, of, BOARD_TODAY[reading.reader], [
      ...[viewer.schoolId, [...keys, worstOverdue.key, worstDue.key], reading.classIds],
      ...[words.all, words.classIds, limit, headedClassIds, ring],
    ]);
  }

  /** The counts of an overview. */
  async summary(
    viewer: Viewer,
    of: BoardOf,
    windows: SummaryWindows,
  ): Promise<{ groups: CountedRow[]; never: number } | null> {
    const reading = this.readingOf(viewer, 'duty.summary', of);
    const keys = reading && keysOf(reading.view, windows.all, false);
    if (!reading || !keys) return null;
    return this.board.readReport(viewer, of, BOARD_SUMMARY[reading.reader], [
      ...[viewer.schoolId, [...keys, reading.view.unreached.key], reading.classIds],
      windows.month,
    ]);
  }

  /** The duties of one child, in no order, as a part of its whole file. Where the board is not up to date it answers null. */
  ofStudent(
    viewer: Viewer,
    of: BoardOf,
    windows: readonly AskingWindow[],
    words: TodayValues['words'],
  ): FilePart | null {
    const reading = this.readingOf(viewer, 'duty.view', of);
    const keys = reading && keysOf(reading.view, windows, true);
    if (!reading || !keys) return null;
    const { reader, classIds } = reading;
    return {
      name: `duties-to-${reader}`,
      text: (at) => ofStudentFrom(reader, at),
      values: [keys, classIds, reader !== 'classes', words.all, words.classIds],
    };
  }

  private readingOf(
    viewer: Viewer,
    permission: Permission,
    of: BoardOf,
  ): { reader: Reader; classIds: readonly string[]; view: BoardView } | null {
    const reader = readerOf(viewer, permission);
    if (reader === null) return null;
    const plan = this.board.planOf(viewer.schoolId, of);
    return {
      reader,
      classIds: reachOf(viewer, permission).classIds,
      view: reader === 'states' ? plan.states : plan.all,
    };
  }
}

/** @returns how a viewer reads, or null where they know all of some children and states only of others, as somebody in the office who heads a class */
function readerOf(viewer: Viewer, permission: Permission): Reader | null {
  const reach = reachOf(viewer, permission);
  const dated = reachSeeing(viewer, permission, 'dates');
  if (reach.all) return dated.all ? 'school' : dated.classIds.length === 0 ? 'states' : null;
  return reach.classIds.every((id) => dated.classIds.includes(id)) ? 'classes' : null;
}
