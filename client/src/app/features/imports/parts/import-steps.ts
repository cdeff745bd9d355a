import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ImportView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

const STEPS = ['upload', 'check', 'commit', 'result'] as const;

/** The way of a ledger into the school, and where this one is on it. */
@Component({
  selector: 'tx-import-steps',
  imports: [Icon],
  template: `
    <ol [attr.aria-label]="t('imports.steps.label')">
      @for (step of steps; track step; let index = $index) {
        <li
          [class.past]="index < position()"
          [class.present]="index === position()"
          [attr.aria-current]="index === position() ? 'step' : null"
        >
          <span class="number">
            @if (index < position() || position() === steps.length) {
              <tx-icon name="check" />
            } @else {
              {{ index + 1 }}
            }
          </span>
          <span>{{ t('imports.steps.' + step) }}</span>
        </li>
      }
    </ol>
  `,
  styleUrl: './import-steps.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportSteps {
  protected readonly t = translate();
  protected readonly steps = STEPS;
  /** Without a status nothing has been uploaded yet. */
  readonly status = input<ImportView['status']>();
  protected readonly position = computed(() => {
    switch (this.status()) {
      case 'checking':
      case 'checked':
        return 1;
      case 'committing':
        return 2;
      case 'committed':
        return STEPS.length;
      default:
        return 0;
    }
  });
}
