import { monthOf, type DutyState, type DutyView } from '@tongxin/shared';

export type GroupKey = 'overdue' | 'due' | 'done' | 'exempt';

/** One child in a group: the duty that stands for it, and the other months (YYYY-MM) that were missed as well. */
export interface GroupRow {
  duty: DutyView;
  alsoMissed: string[];
}

const GROUPS: readonly (readonly [GroupKey, readonly DutyState[]])[] = [
  ['overdue', ['overdue']],
  ['due', ['due']],
  ['done', ['done', 'late']],
  ['exempt', ['exempt']],
];

/**
 * The talks of a month in their groups, empty groups left out. Overdue also holds what was missed in earlier months of the
 * term: there every child stands once, by its oldest missed month, whoever has no record at all first.
 * @param duties may name the same child and window twice; the first counts
 * @param month YYYY-MM
 */
export function monthGroups(duties: readonly DutyView[], month: string): { key: GroupKey; rows: GroupRow[] }[] {
  const once = [
    ...new Map(duties.toReversed().map((duty) => [`${duty.student.id} ${duty.window.from}`, duty])).values(),
  ].toReversed();
  return GROUPS.map(([key, states]) => {
    const inGroup = once.filter((duty) => states.includes(duty.status));
    const rows = key === 'overdue' ? byChild(inGroup) : inGroup.filter((duty) => overlaps(duty, month)).map(alone);
    return { key, rows };
  }).filter((group) => group.rows.length > 0);
}

function alone(duty: DutyView): GroupRow {
  return { duty, alsoMissed: [] };
}

function byChild(overdue: readonly DutyView[]): GroupRow[] {
  const children = [...new Set(overdue.map((duty) => duty.student.id))];
  return children
    .map((id) => {
      const missed = overdue.filter((duty) => duty.student.id === id);
      const [oldest, ...others] = missed.toSorted((one, other) => (one.window.from < other.window.from ? -1 : 1));
      return { duty: oldest!, alsoMissed: others.map((duty) => monthOf(duty.window.from)) };
    })
    .toSorted((one, other) => compare(one.duty, other.duty));
}

/** Nobody ever first, then the longest since, then the name. */
function compare(one: DutyView, other: DutyView): number {
  if (one.neverCaredFor !== other.neverCaredFor) return one.neverCaredFor ? -1 : 1;
  const since = (one.lastOn ?? '').localeCompare(other.lastOn ?? '');
  return since !== 0 ? since : one.student.name.localeCompare(other.student.name, 'zh-CN');
}

function overlaps(duty: DutyView, month: string): boolean {
  return monthOf(duty.window.from) <= month && monthOf(duty.window.to) >= month;
}
