import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { CATEGORY_CODES, type CategoryCode } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { CATEGORY_ICONS } from '../../../ui/category/category-chip.js';
import { Icon } from '../../../ui/icon/icon.js';

/** Every special-group student, or those of some categories; a press on a category takes it in or out. */
@Component({
  selector: 'tx-category-choice',
  imports: [Icon],
  template: `
    <button type="button" [attr.aria-pressed]="chosen() === null" (click)="changed.emit(null)">
      @if (chosen() === null) {
        <tx-icon name="check" />
      }
      {{ t('careStandards.whom.everybody') }}
    </button>
    @for (code of codes; track code) {
      <button type="button" [attr.aria-pressed]="isChosen(code)" (click)="toggle(code)">
        <tx-icon [name]="isChosen(code) ? 'check' : icons[code]" />{{ t('categories.' + code) }}
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
  host: { role: 'group', '[attr.aria-label]': "t('careStandards.parts.whom')" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CategoryChoice {
  protected readonly t = translate();
  protected readonly icons = CATEGORY_ICONS;
  protected readonly codes = CATEGORY_CODES;
  /** Null: everybody. */
  readonly chosen = input.required<readonly CategoryCode[] | null>();
  readonly changed = output<readonly CategoryCode[] | null>();

  protected isChosen(code: CategoryCode): boolean {
    return this.chosen()?.includes(code) ?? false;
  }

  protected toggle(code: CategoryCode): void {
    const chosen = this.chosen() ?? [];
    const next = chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code];
    this.changed.emit(next.length === 0 ? null : CATEGORY_CODES.filter((one) => next.includes(one)));
  }
}
