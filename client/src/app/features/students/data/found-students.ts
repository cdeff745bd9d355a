import { Injectable, computed, inject, linkedSignal, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl } from '@angular/forms';
import { debounceTime, distinctUntilChanged, map } from 'rxjs';
import { paged } from '../../../core/http/paged.js';
import type { Reading } from '../../../core/http/reading.js';
import { Session } from '../../../core/session/session.js';
import { dutiesOf, filterOf, searchOf, type StudentFilter } from './student-filter.js';
import { rowsOfDuties, rowsOfSearch, type StudentRow } from './student-row.js';
import { StudentsApi } from './students.api.js';

/** So long nothing must be typed before the server is asked. */
const TYPING_MILLISECONDS = 180;

/**
 * The list of children as it is filtered and searched now. The page provides it, so that words, further pages and place in the
 * list are still there when somebody comes back from a child. The words stay here: a name never stands in an address.
 */
@Injectable()
export class FoundStudents {
  private readonly api = inject(StudentsApi);
  private readonly session = inject(Session);

  readonly words = new FormControl('', { nonNullable: true });
  private readonly typed = toSignal(
    this.words.valueChanges.pipe(
      debounceTime(TYPING_MILLISECONDS),
      map((words) => words.trim()),
      distinctUntilChanged(),
    ),
    { initialValue: '' },
  );
  readonly filter = signal<StudentFilter>(filterOf({}));
  /** False while nobody looks at the list; it is not read before it is first seen. */
  readonly seen = signal(false);

  private readonly request = computed(() => searchOf(this.filter(), this.typed()));
  private readonly dutyFilter = computed(() =>
    this.typed() ? undefined : dutiesOf(this.filter(), this.session.today(), this.session.view()?.term?.from ?? null),
  );
  private readonly search = keepingLast(
    this.api.find(() => (this.seen() && !this.dutyFilter() ? this.request() : undefined)),
  );
  private readonly duties = this.api.duties(() => (this.seen() ? this.dutyFilter() : undefined));
  private readonly searchPages = paged(this.search, (cursor) => this.api.findMore(this.request(), cursor));
  private readonly dutyPages = paged(this.duties, (cursor) =>
    this.api.moreDuties(this.dutyFilter() ?? { months: [] }, cursor),
  );

  /** Whether the list shows what is due instead of what was searched. */
  readonly byDuty = computed(() => this.dutyFilter() !== undefined);
  readonly reading = computed<Reading<unknown>>(() => (this.byDuty() ? this.duties : this.search));
  readonly pages = computed(() => (this.byDuty() ? this.dutyPages : this.searchPages));
  readonly rows = computed<StudentRow[]>(() =>
    this.byDuty() ? rowsOfDuties(this.dutyPages.items() ?? []) : rowsOfSearch(this.searchPages.items() ?? []),
  );
  /** How many a search found; null for what is due, where a child counts once but may have several duties. */
  readonly total = computed(() => {
    const page = this.search.value();
    return this.byDuty() || page?.total === undefined ? null : { count: page.total, capped: page.totalCapped ?? false };
  });
  /** True while rows of an earlier search stand on the screen and new ones are on their way. */
  readonly settling = computed(() => this.reading().loading() && this.rows().length > 0);
  /** Whether anything narrows the list. */
  readonly narrowed = computed(() => this.typed() !== '' || Object.values(this.filter()).some((value) => value !== ''));
}

/** While other words are looked for, what was found before stays until the new answer is there; nothing flickers. */
function keepingLast<T>(reading: Reading<T>): Reading<T> {
  const value = linkedSignal<T | undefined, T | undefined>({
    source: reading.value,
    computation: (now, before) => now ?? before?.value,
  });
  return { ...reading, value };
}
