import type { ClassName, DutyView, StudentListItem } from '@tongxin/shared';

/** A child as it stands in the list, from a search or from what is due. */
export interface StudentRow {
  id: string;
  name: string;
  class: ClassName | null;
  age: number | null;
  /** YYYY-MM; the server says it only where two of one name are in a class. */
  birthMonth: string | null;
  village: string | null;
  categories: readonly string[];
  needsLearningSupport: boolean;
  status: string | null;
  /** `raised` or `high`; null: as usual, or not to know. */
  urgency: string | null;
  /** What is to be done for the child; empty in a search. */
  duties: readonly DutyView[];
}

/** Children found by a search. */
export function rowsOfSearch(items: readonly StudentListItem[]): StudentRow[] {
  return items.map((item) => ({
    id: item.id,
    name: item.name,
    class: item.class,
    age: item.age,
    birthMonth: item.birthMonth,
    village: item.village,
    categories: item.categories,
    needsLearningSupport: item.needsLearningSupport ?? false,
    status: item.status,
    urgency: item.urgency,
    duties: [],
  }));
}

/** Children of a list of duties: each once, where the most urgent of its duties stood, with all of its duties. */
export function rowsOfDuties(duties: readonly DutyView[]): StudentRow[] {
  const byStudent = new Map<string, DutyView[]>();
  for (const duty of duties) {
    const known = byStudent.get(duty.student.id);
    // A duty of the whole term stands in every month of it.
    if (known?.some((one) => one.standard.code === duty.standard.code && one.window.from === duty.window.from))
      continue;
    if (known) known.push(duty);
    else byStudent.set(duty.student.id, [duty]);
  }
  return [...byStudent.values()].flatMap((ofOne) =>
    ofOne.slice(0, 1).map(({ student }) => ({
      ...student,
      age: null,
      birthMonth: null,
      village: null,
      categories: [],
      needsLearningSupport: false,
      status: null,
      urgency: null,
      duties: ofOne,
    })),
  );
}
