import { BreakpointObserver } from '@angular/cdk/layout';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AssignColumnsRequest, ImportView } from '@tongxin/shared';
import { map } from 'rxjs';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { askAgainWhile } from '../data/ask-again.js';
import { Documents } from '../data/documents.js';
import { ImportsApi } from '../data/imports.api.js';
import { LedgerUpload } from '../data/ledger-upload.js';
import { RowSentences } from '../data/row-sentences.js';
import { ColumnAssignment } from '../parts/column-assignment.js';
import { ImportResult } from '../parts/import-result.js';
import { ImportState } from '../parts/import-state.js';
import { ImportSteps } from '../parts/import-steps.js';
import { UploadZone } from '../parts/upload-zone.js';
import { WorkProgress } from '../parts/work-progress.js';
import { ImportCheck } from './import-check.js';

/** One import, from the upload to its result. It can be left at any time and found again; what is shown follows from its state. */
@Component({
  selector: 'tx-import-page',
  imports: [
    ColumnAssignment,
    EmptyState,
    Icon,
    ImportCheck,
    ImportResult,
    ImportState,
    ImportSteps,
    MatButton,
    PageHeader,
    ProblemPanel,
    RouterLink,
    States,
    UploadZone,
    WorkProgress,
  ],
  providers: [LedgerUpload],
  templateUrl: './import.page.html',
  styleUrl: './import.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly documents = inject(Documents);
  protected readonly upload = inject(LedgerUpload);
  protected readonly sentences = inject(RowSentences);
  private readonly api = inject(ImportsApi);
  private readonly notices = inject(UndoBar);
  private readonly session = inject(Session);
  private readonly sheets = inject(Sheets);

  readonly id = input.required<string>();
  /** Which rows are shown, from the address: error, duplicate, warning, ready or all. */
  readonly rows = input<string>();

  protected readonly reading = this.api.one(() => this.id());
  protected readonly mayUpload = computed(() => this.session.may('import.create'));
  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe('(max-width: 599.98px)')
      .pipe(map(({ matches }) => matches)),
    { initialValue: false },
  );
  protected readonly assigning = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly line = computed(() => {
    const view = this.reading.value();
    return view && `${this.days.moment(view.createdAt)} · ${this.t('imports.list.by', { name: view.createdBy.name })}`;
  });

  constructor() {
    askAgainWhile(this.reading, ({ status }) => status === 'checking' || status === 'committing');
  }

  protected show(view: ImportView): void {
    this.reading.change(() => view);
  }

  protected async assignColumns(view: ImportView, columns: Record<string, string | null>): Promise<void> {
    if (this.assigning()) return;
    this.assigning.set(true);
    await this.act(async () => {
      this.show(await this.api.assignColumns(view, { columns: columns as AssignColumnsRequest['columns'] }));
      this.notices.say(this.t('imports.columns.saved'));
    });
    this.assigning.set(false);
  }

  protected async cancel(view: ImportView): Promise<void> {
    const { CancelSheet } = await import('../parts/cancel.sheet.js');
    if (!(await this.sheets.open<InstanceType<typeof CancelSheet>, undefined, boolean>(CancelSheet))) return;
    await this.act(async () => {
      this.show(await this.api.cancel(view));
      this.notices.say(this.t('imports.cancel.done'));
    });
  }

  private async act(work: () => Promise<void>): Promise<void> {
    this.problem.set(null);
    try {
      await work();
    } catch (error) {
      const problem = toRequestProblem(error);
      if (problem.status !== 409 && problem.status !== 412) {
        this.problem.set(problem);
        return;
      }
      this.notices.say(this.t('imports.changed'), 'problem');
      this.reading.reload();
    }
  }
}
