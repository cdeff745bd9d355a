import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import type { CategoryCode } from '@tongxin/shared';
import { translate } from '../../core/language/texts.js';
import { CATEGORY_ICONS } from './category-chip.js';
import { Icon } from '../icon/icon.js';

/** Several categories, each as icon and words; a press takes one in or out. With `everybody` there is one more for "whoever it is", chosen while nothing else is. */
@Component({
  selector: 'tx-category-picker',
  imports: [Icon],
  template: `
    @if (everybody(); as words) {
      <button type="button" [attr.aria-pressed]="chosen().length === 0" (click)="chosen.set([])">
        @if (chosen().length === 0) {
          <tx-icon name="check" />
        }
        {{ words }}
      </button>
    }
    @for (code of codes(); track code) {
      <button type="button" [attr.aria-pressed]="chosen().includes(code)" (click)="toggle(code)">
        <tx-icon [name]="chosen().includes(code) ? 'check' : icons[code]" />{{ t('categories.' + code) }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }

    button {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      min-height: 40px;
      padding: 0 14px 0 10px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 20px;
      background: none;
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-large);
      letter-spacing: 0;
      cursor: pointer;

      &[aria-pressed='true'] {
        border-color: transparent;
        background: var(--mat-sys-secondary-container);
        color: var(--mat-sys-on-secondary-container);
      }
    }

    tx-icon {
      font-size: 18px;
    }

    @media (max-width: 599.98px) {
      button {
        min-height: 48px;
        border-radius: 24px;
      }
    }
  `,
  host: { role: 'group', '[attr.aria-label]': 'label()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CategoryPicker {
  protected readonly t = translate();
  protected readonly icons = CATEGORY_ICONS;
  readonly label = input.required<string>();
  readonly everybody = input<string>();
  readonly codes = input.required<readonly CategoryCode[]>();
  readonly chosen = model.required<readonly CategoryCode[]>();

  protected toggle(code: CategoryCode): void {
    // In the order of the list, whichever was pressed first.
    this.chosen.update((chosen) =>
      this.codes().filter((one) => (one === code ? !chosen.includes(one) : chosen.includes(one))),
    );
  }
}
