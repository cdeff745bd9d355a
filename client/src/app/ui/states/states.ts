import { ChangeDetectionStrategy, Component, computed, effect, input, signal } from '@angular/core';
import type { Reading } from '../../core/http/reading.js';
import { ProblemPanel } from './problem-panel.js';
import { Skeleton, type SkeletonShape } from './skeleton.js';
import { translate } from '../../core/language/texts.js';

/** A skeleton shows only when an answer takes longer than this; quicker answers do not flicker. */
const PATIENCE_MILLISECONDS = 200;

/**
 * The states of a view that is read from the server: loading (skeleton after 200 ms), error (with retry), and done, which
 * is the content. The empty state belongs into the content, because only the feature knows what to say.
 * When a later reading fails, the last answer stays and the problem stands above it.
 */
@Component({
  selector: 'tx-states',
  imports: [ProblemPanel, Skeleton],
  template: `
    @if (of().problem(); as problem) {
      <tx-problem-panel [problem]="problem" [stale]="known()" (retry)="of().reload()" />
    }
    @if (known()) {
      <ng-content />
    } @else if (waiting() && slow()) {
      <p class="visually-hidden" role="status">{{ t('states.loading') }}</p>
      <tx-skeleton [shape]="skeleton()" [count]="count()" />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 16px;
    }
  `,
  host: { '[attr.aria-busy]': 'waiting()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class States {
  protected readonly t = translate();
  readonly of = input.required<Reading<unknown>>();
  /** What the skeleton looks like. */
  readonly skeleton = input<SkeletonShape>('rows');
  /** How many rows or cards the skeleton has. */
  readonly count = input(5);
  protected readonly known = computed(() => this.of().value() !== undefined);
  protected readonly waiting = computed(() => this.of().loading() && !this.known());
  protected readonly slow = signal(false);

  constructor() {
    effect((stop) => {
      if (!this.waiting()) {
        this.slow.set(false);
        return;
      }
      const timer = setTimeout(() => this.slow.set(true), PATIENCE_MILLISECONDS);
      stop(() => clearTimeout(timer));
    });
  }
}
