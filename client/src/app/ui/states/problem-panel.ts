import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { translate } from '../../core/language/texts.js';
import { ProblemSentences } from '../../core/problems/problem-sentences.js';
import type { RequestProblem } from '../../core/problems/request-problem.js';
import { Icon } from '../icon/icon.js';

/** What happened, what is safe, a way to try again, and the number to name when asking for help. */
@Component({
  selector: 'tx-problem-panel',
  imports: [Icon, MatButton],
  template: `
    <tx-icon [name]="problem().status === 0 ? 'offline' : 'error'" />
    <div class="words">
      <p class="what">{{ sentence() }}</p>
      <p>{{ safe() ?? t(stale() ? 'states.staleShown' : 'states.nothingLost') }}</p>
      @if (problem().requestId; as id) {
        <p class="request">
          {{ t('states.requestId') }} <code>{{ id }}</code>
        </p>
      }
    </div>
    @if (retryable()) {
      <button matButton="tonal" type="button" (click)="retry.emit()">{{ t('states.retry') }}</button>
    }
  `,
  styleUrl: './problem-panel.scss',
  host: { role: 'alert' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProblemPanel {
  protected readonly t = translate();
  private readonly sentences = inject(ProblemSentences);
  readonly problem = input.required<RequestProblem>();
  /** True while an earlier answer is still shown below. */
  readonly stale = input(false);
  /** What is safe, where the general sentence does not fit: 'What you typed is kept.' */
  readonly safe = input<string>();
  readonly retryable = input(true);
  readonly retry = output();
  protected readonly sentence = computed(() => this.sentences.sentence(this.problem()));
}
