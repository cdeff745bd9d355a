import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { ImportView } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';

/** How far the server is with checking or writing; a travelling bar while it does not know yet. */
@Component({
  selector: 'tx-work-progress',
  template: `
    <div
      class="track"
      role="progressbar"
      [class.unknown]="share() === null"
      [attr.aria-label]="label()"
      aria-valuemin="0"
      aria-valuemax="100"
      [attr.aria-valuenow]="share()"
      [attr.aria-valuetext]="words()"
    >
      <span [style.width.%]="share() ?? 35"></span>
    </div>
    <p class="tabular muted">{{ words() }}</p>
  `,
  styles: `
    :host {
      display: block;
    }

    .track {
      height: 8px;
      overflow: hidden;
      border-radius: 4px;
      background: var(--mat-sys-surface-container-highest);
    }

    .track span {
      display: block;
      height: 100%;
      border-radius: inherit;
      background: var(--mat-sys-primary);
      transition: width 500ms ease-out;
    }

    .unknown span {
      animation: travel 1.4s ease-in-out infinite;
    }

    p {
      margin-top: 8px;
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    @keyframes travel {
      from {
        transform: translateX(-100%);
      }

      to {
        transform: translateX(290%);
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WorkProgress {
  protected readonly t = translate();
  private readonly texts = inject(Texts);
  readonly label = input.required<string>();
  readonly progress = input.required<ImportView['progress']>();
  protected readonly share = computed(() => {
    const progress = this.progress();
    return progress && progress.total > 0 ? Math.min(100, Math.round((progress.done / progress.total) * 100)) : null;
  });
  protected readonly words = computed(() => {
    const progress = this.progress();
    if (!progress || progress.total === 0) return this.t('imports.working.starting');
    const [done, total] = [progress.done, progress.total].map((count) => count.toLocaleString(this.texts.language()));
    return this.t('imports.working.progress', { done, total });
  });
}
