import { computed, type Signal } from '@angular/core';
import type { Session } from '../../../core/session/session.js';

/** The calendar year the present school year begins in: that of the running term, else by the first of September. */
export function presentSchoolYear(session: Session): Signal<number> {
  return computed(() => {
    const begun = Number(session.view()?.term?.schoolYear.slice(0, 4));
    if (Number.isInteger(begun)) return begun;
    const today = session.today();
    const year = Number(today.slice(0, 4));
    return today.slice(5) >= '09-01' ? year : year - 1;
  });
}
