import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatProgressBar } from '@angular/material/progress-bar';
import type { AskForOperation, OperationRunView, OperationsView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { askAgainWhile } from '../../imports/data/ask-again.js';
import { OperationsApi } from '../data/operations.api.js';
import { sizeWords } from '../data/size-words.js';

type Notice = OperationsView['notices'][number];

/** What cannot wait stands in the colour of errors. */
const PRESSING: readonly Notice[] = ['chain.broken', 'backup.failed'];

/** How the installation is: backups, test restores, room, background work, versions. No child's data. */
@Component({
  selector: 'tx-operations-page',
  imports: [EmptyState, Icon, MatButton, MatProgressBar, PageHeader, ProblemPanel, States],
  templateUrl: './operations.page.html',
  styleUrl: './operations.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OperationsPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  private readonly session = inject(Session);
  private readonly bar = inject(UndoBar);
  private readonly api = inject(OperationsApi);

  protected readonly reading = this.api.state();
  protected readonly mayRun = computed(() => this.session.may('operation.run'));
  protected readonly asking = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly busy = computed(() => this.asking() || (this.reading.value()?.running ?? null) !== null);

  constructor() {
    askAgainWhile(this.reading, ({ running }) => running !== null);
  }

  protected size(bytes: number): string {
    return sizeWords(bytes, this.texts.language());
  }

  protected number(value: number): string {
    return new Intl.NumberFormat(this.texts.language()).format(value);
  }

  protected pressing(notice: Notice): boolean {
    return PRESSING.includes(notice);
  }

  /** How full the disk is, in percent. */
  protected filled({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }): number {
    return totalBytes === 0 ? 0 : Math.round((1 - freeBytes / totalBytes) * 100);
  }

  protected icon({ status }: OperationRunView): IconName {
    return status === 'failed' ? 'error' : status === 'done' ? 'check-circle' : 'hourglass';
  }

  protected share({ done, total }: OperationRunView): number {
    return total === 0 ? 0 : Math.round((done / total) * 100);
  }

  protected async ask(kind: AskForOperation['kind']): Promise<void> {
    this.asking.set(true);
    this.problem.set(null);
    try {
      await this.api.ask(kind);
      this.bar.say(this.t(`operations.asked.${kind}`));
      this.reading.reload();
    } catch (error) {
      const problem = toRequestProblem(error);
      this.problem.set(problem);
      // Somebody else was quicker: what they began is shown.
      if (problem.code === 'operation.running') this.reading.reload();
    } finally {
      this.asking.set(false);
    }
  }
}
