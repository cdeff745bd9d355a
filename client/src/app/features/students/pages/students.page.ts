import { BreakpointObserver } from '@angular/cdk/layout';
import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  effect,
  inject,
  input,
  untracked,
} from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import {
  ActivatedRoute,
  NavigationEnd,
  NavigationStart,
  Router,
  RouterLink,
  RouterOutlet,
  Scroll,
  type UrlTree,
} from '@angular/router';
import { LIMITS } from '@tongxin/shared';
import { filter, map, startWith } from 'rxjs';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { FilterChoices } from '../data/filter-choices.js';
import { FoundStudents } from '../data/found-students.js';
import { filterOf, paramsOf, searchOf, type StudentFilter } from '../data/student-filter.js';
import { ownGrants } from '../data/own-grants.js';
import { StudentsApi } from '../data/students.api.js';
import { FilterSelect } from '../parts/filter-select.js';
import type { FilterSheetData } from '../parts/filter.sheet.js';
import type { LedgerSheetData } from '../parts/ledger.sheet.js';
import { StudentListRow } from '../parts/student-list-row.js';

/** From this width on the chosen child stands beside the list. */
const WIDE = '(min-width: 1200px)';

/** Finds a child: words, filters, the list, and on wide screens the chosen child beside it. */
@Component({
  selector: 'tx-students-page',
  imports: [
    EmptyState,
    FilterChips,
    FilterSelect,
    Icon,
    MatButton,
    PageHeader,
    ProblemPanel,
    ReactiveFormsModule,
    RouterLink,
    RouterOutlet,
    States,
    StudentListRow,
  ],
  templateUrl: './students.page.html',
  styleUrl: './students.page.scss',
  providers: [FilterChoices, FoundStudents],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StudentsPage {
  protected readonly t = translate();
  protected readonly found = inject(FoundStudents);
  protected readonly choices = inject(FilterChoices);
  protected readonly longest = LIMITS.searchQueryMax;
  protected readonly session = inject(Session);
  private readonly api = inject(StudentsApi);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly sheets = inject(Sheets);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** The filter, from the address. */
  readonly classId = input<string>();
  readonly category = input<string>();
  readonly status = input<string>();
  readonly urgency = input<string>();
  readonly card = input<string>();
  readonly due = input<string>();

  private readonly wide = toSignal(
    inject(BreakpointObserver)
      .observe(WIDE)
      .pipe(map((state) => state.matches)),
    { initialValue: false },
  );
  /** The child whose file is open, if any. */
  protected readonly chosenId = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(null),
      map(() => this.route.snapshot.firstChild?.paramMap.get('id') ?? null),
    ),
    { initialValue: null },
  );
  protected readonly listShown = computed(() => this.chosenId() === null || this.wide());
  /** List and child side by side: the list is narrow then. */
  protected readonly beside = computed(() => this.chosenId() !== null && this.wide());
  private scrolledTo = 0;

  protected readonly groups = computed(() => (this.found.byDuty() ? this.choices.classGroup() : this.choices.groups()));
  protected readonly narrowing = computed(
    () => this.groups().filter((group) => this.found.filter()[group.field] !== '').length,
  );
  /** Who sees no family is found no family by the end of a number. */
  protected readonly byPhone = computed(() =>
    ownGrants(this.session, 'contactCard.view').some((grant) => !grant.withheld?.includes('family')),
  );
  protected readonly line = computed(() => {
    const total = this.found.total();
    if (!total) return undefined;
    return this.t(total.capped ? 'students.countCapped' : 'students.count', { count: total.count });
  });
  protected readonly links = computed(() => {
    const queryParams = paramsOf(this.found.filter());
    return new Map<string, UrlTree>(
      this.found
        .rows()
        .map((row) => [row.id, this.router.createUrlTree(['/students', row.id, 'overview'], { queryParams })]),
    );
  });

  constructor() {
    effect(() => {
      const wanted = filterOf({
        classId: this.classId(),
        category: this.category(),
        status: this.status(),
        urgency: this.urgency(),
        card: this.card(),
        due: this.due(),
      });
      this.found.filter.set(wanted);
    });
    effect(() => this.listShown() && this.found.seen.set(true));
    const changesBefore = this.api.changes();
    effect(() => {
      if (this.api.changes() > changesBefore) untracked(() => this.found.reading().reload());
    });
    this.keepPlace();
    afterRenderEffect(() => {
      if (!this.beside() || this.found.rows().length === 0) return;
      this.host.nativeElement.querySelector('.chosen')?.scrollIntoView({ block: 'nearest' });
    });
  }

  protected narrowBy(field: keyof StudentFilter, value: string): void {
    this.narrow({ [field]: value });
  }

  protected showDue(due: string): void {
    this.found.words.setValue('');
    this.narrow({
      due: due as StudentFilter['due'],
      ...(due ? { category: '', status: '', urgency: '', card: '' } : {}),
    });
  }

  protected showAll(): void {
    this.found.words.setValue('');
    this.narrow(filterOf({}));
  }

  protected async openFilters(): Promise<void> {
    const { FilterSheet } = await import('../parts/filter.sheet.js');
    const all = { value: '', text: this.t('words.all') };
    // The many classes come last, or the other filters would stand below the edge of the screen.
    const groups = this.groups()
      .map((group) => ({ ...group, choices: [all, ...group.choices] }))
      .sort((one, other) => one.choices.length - other.choices.length);
    const chosen = await this.sheets.open<InstanceType<typeof FilterSheet>, FilterSheetData, StudentFilter>(
      FilterSheet,
      {
        data: { filter: this.found.filter(), groups },
      },
    );
    if (chosen) this.narrow(chosen);
  }

  protected async createStudent(): Promise<void> {
    const { NewStudentSheet } = await import('../parts/new-student.sheet.js');
    const id = await this.sheets.open<InstanceType<typeof NewStudentSheet>, unknown, string>(NewStudentSheet);
    if (id) await this.router.navigate(['/students', id]);
  }

  protected async takeLedger(): Promise<void> {
    const { LedgerSheet } = await import('../parts/ledger.sheet.js');
    const typed = this.found.words.value.trim();
    const { limit: _limit, total: _total, ...wanted } = searchOf(this.found.filter(), typed);
    const words = this.groups().flatMap(
      ({ field, choices }) => choices.find(({ value }) => value === this.found.filter()[field])?.text ?? [],
    );
    await this.sheets.open<InstanceType<typeof LedgerSheet>, LedgerSheetData>(LedgerSheet, {
      data: { filter: wanted, words: typed ? [...words, typed] : words, byDuty: this.found.byDuty() },
    });
  }

  private narrow(change: Partial<StudentFilter>): void {
    const address = this.router.parseUrl(this.router.url);
    address.queryParams = paramsOf({ ...this.found.filter(), ...change });
    void this.router.navigateByUrl(address);
  }

  /** Coming back from a child on a phone, the list stands where it was left. */
  private keepPlace(): void {
    this.router.events.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event instanceof NavigationStart && this.chosenId() === null) this.scrolledTo = window.scrollY;
      if (event instanceof Scroll && this.chosenId() === null && !this.wide())
        setTimeout(() => window.scrollTo(0, this.scrolledTo));
    });
  }
}
