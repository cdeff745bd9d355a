import { NgTemplateOutlet } from '@angular/common';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  untracked,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { AssignColumnsRequest, ImportRowView, ImportView } from '@tongxin/shared';
import { Drafts } from '../../../core/drafts/drafts.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { isUnknown } from '../data/columns.js';
import { commitCounts, movesOthers } from '../data/commit-counts.js';
import { Documents } from '../data/documents.js';
import { ImportsApi, type RowStatus } from '../data/imports.api.js';
import { RowMending } from '../data/row-mending.js';
import { CheckSummary } from '../parts/check-summary.js';
import { ColumnAssignment } from '../parts/column-assignment.js';
import type { CommitSheet, CommitQuestion } from '../parts/commit.sheet.js';
import { LedgerRow } from '../parts/ledger-row.js';
import { UnknownClasses } from '../parts/unknown-classes.js';

const ROW_STATUSES: readonly RowStatus[] = ['error', 'duplicate', 'warning', 'ready'];
/** How "all rows" stands in the address; without anything there, the rows that need somebody come first. */
const ALL = 'all';

/** What is said once a row is mended. */
const MENDED: Record<RowStatus, string> = {
  ready: 'imports.rows.mended',
  warning: 'imports.rows.mended',
  error: 'imports.rows.stillFaulty',
  duplicate: 'imports.rows.mendedDuplicate',
};

/** What is said once it is decided what becomes of a row. */
const DECIDED: Record<ImportRowView['action'], string> = {
  create: 'imports.rows.willTake',
  update: 'imports.duplicates.willUpdate',
  skip: 'imports.duplicates.willSkip',
};

/** The check of a ledger: how it stands, what to decide for the whole file, the rows to mend, and the commit. */
@Component({
  selector: 'tx-import-check',
  imports: [
    CheckSummary,
    ColumnAssignment,
    EmptyState,
    FilterChips,
    Icon,
    LedgerRow,
    MatButton,
    NgTemplateOutlet,
    ProblemPanel,
    States,
    UnknownClasses,
  ],
  providers: [RowMending],
  templateUrl: './import-check.html',
  styleUrl: './import-check.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportCheck {
  protected readonly t = translate();
  protected readonly documents = inject(Documents);
  protected readonly mending = inject(RowMending);
  private readonly texts = inject(Texts);
  private readonly api = inject(ImportsApi);
  private readonly drafts = inject(Drafts);
  private readonly notices = inject(UndoBar);
  private readonly router = inject(Router);
  private readonly sentences = inject(ProblemSentences);
  private readonly sheets = inject(Sheets);

  readonly view = input.required<ImportView>();
  /** Which rows are shown, as it stands in the address. */
  readonly rowStatus = input<string>();
  /** Phones show the state and keep the rows back until they are asked for. */
  readonly narrow = input(false);
  /** The import as an answer of the server has it now. */
  readonly changed = output<ImportView>();
  /** The import is no longer as shown and must be read again. */
  readonly outdated = output();

  private readonly id = computed(() => this.view().id);
  /** What is shown without a choice is decided once, so that mending the last error does not pull the list away. */
  private readonly firstStatus = linkedSignal({
    source: this.id,
    computation: () => untracked(() => ROW_STATUSES.find((status) => this.countOf(status) > 0 && status !== 'ready')),
  });
  protected readonly status = computed<RowStatus | undefined>(() => {
    const asked = this.rowStatus();
    return asked === ALL ? undefined : (ROW_STATUSES.find((status) => status === asked) ?? this.firstStatus());
  });
  protected readonly rowsAsked = signal(false);
  protected readonly rowsShown = computed(() => !this.narrow() || this.rowsAsked());
  protected readonly rows = this.api.rows(() =>
    this.rowsShown() ? { importId: this.id(), status: this.status() } : undefined,
  );
  protected readonly choices = computed<readonly FilterChoice[]>(() => [
    { value: ALL, text: this.t('imports.rowStates.all'), count: this.view().counts.rows },
    {
      value: 'error',
      text: this.t('imports.rowStates.error'),
      icon: 'error',
      count: this.countOf('error'),
      needsYou: this.countOf('error') > 0,
    },
    { value: 'duplicate', text: this.t('imports.rowStates.duplicate'), icon: 'copy', count: this.countOf('duplicate') },
    { value: 'warning', text: this.t('imports.rowStates.warning'), icon: 'warning', count: this.countOf('warning') },
    { value: 'ready', text: this.t('imports.rowStates.ready'), icon: 'check-circle', count: this.countOf('ready') },
  ]);

  protected readonly columnsUnknown = computed(() => this.view().columns.some(isUnknown));

  private readonly classesDraft = computed(() => `importClasses:${this.id()}`);
  private readonly classesWanted = linkedSignal({
    source: this.classesDraft,
    computation: (key) => untracked(() => this.drafts.get<boolean>(key)) ?? false,
  });
  protected readonly createClasses = computed(() => this.classesWanted() && this.view().unknownClasses.length > 0);
  protected readonly counts = computed(() => commitCounts(this.view().counts, this.createClasses()));
  protected readonly busy = signal<'columns' | 'commit' | null>(null);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected show(status: string): void {
    void this.router.navigate([], { queryParams: { rows: status }, replaceUrl: true, scroll: 'manual' });
  }

  protected wantClasses(wanted: boolean): void {
    this.classesWanted.set(wanted);
    this.drafts.keep(this.classesDraft(), wanted);
  }

  protected refusalOf(sheetRow: number): string | null {
    const problem = this.mending.refusal(sheetRow);
    if (!problem) return null;
    return problem.status === 409 || problem.status === 412
      ? this.t('imports.changedRow')
      : this.sentences.sentence(problem);
  }

  protected async mend(row: ImportRowView, cells: Record<string, string>): Promise<void> {
    const result = await this.mending.change(this.view(), row.sheetRow, { cells });
    this.take(result, (changed) => this.t(MENDED[changed.status], { row: changed.sheetRow }));
  }

  protected async decide(row: ImportRowView, action: ImportRowView['action']): Promise<void> {
    const result = await this.mending.change(this.view(), row.sheetRow, { action });
    this.take(result, (changed) => this.t(DECIDED[changed.action], { row: changed.sheetRow }));
    // The buttons show what the row is set to, also after a refusal.
    if (result.outcome !== 'saved') this.rows.replace(({ sheetRow }) => sheetRow === row.sheetRow, { ...row });
  }

  protected async assignColumns(columns: Record<string, string | null>): Promise<void> {
    await this.act('columns', async () => {
      this.changed.emit(
        await this.api.assignColumns(this.view(), { columns: columns as AssignColumnsRequest['columns'] }),
      );
      this.notices.say(this.t('imports.columns.saved'));
    });
  }

  protected async commit(): Promise<void> {
    const question: CommitQuestion = {
      kind: this.view().kind,
      counts: this.counts(),
      classes: this.createClasses() ? this.classLabels() : [],
    };
    const part = (await import('../parts/commit.sheet.js')).CommitSheet;
    const agreed = await this.sheets.open<CommitSheet, CommitQuestion, boolean>(part, { data: question });
    if (!agreed) return;
    await this.act('commit', async () => {
      const view = await this.api.commit(this.view(), { createClasses: this.createClasses() });
      this.drafts.drop(this.classesDraft());
      this.changed.emit(view);
    });
  }

  private classLabels(): string[] {
    return this.view().unknownClasses.map(({ label, labelEn }) => (this.texts.language() === 'en' ? labelEn : label));
  }

  private countOf(status: RowStatus): number {
    const { ready, warnings, errors, duplicates } = this.view().counts;
    return { ready, warning: warnings, error: errors, duplicate: duplicates }[status];
  }

  private take(result: Awaited<ReturnType<RowMending['change']>>, words: (row: ImportRowView) => string): void {
    if (result.outcome === 'saved') {
      const before = this.rows.items()?.find(({ sheetRow }) => sheetRow === result.row.sheetRow)?.status;
      const others = movesOthers(this.view().counts, result.view.counts, before, result.row.status);
      if (others) this.rows.first.reload();
      else this.rows.replace(({ sheetRow }) => sheetRow === result.row.sheetRow, result.row);
      this.changed.emit(result.view);
      this.notices.say(words(result.row));
    } else if (result.outcome === 'outdated') {
      this.outdated.emit();
      this.rows.first.reload();
    }
  }

  /** One act for the whole file at a time. When the import has changed meanwhile it is read again and nothing is done. */
  private async act(name: 'columns' | 'commit', work: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(name);
    this.problem.set(null);
    try {
      await work();
    } catch (error) {
      const problem = toRequestProblem(error);
      if (problem.status === 409 || problem.status === 412) {
        this.notices.say(this.t('imports.changed'), 'problem');
        this.outdated.emit();
        this.rows.first.reload();
      } else this.problem.set(problem);
    } finally {
      this.busy.set(null);
    }
  }
}
