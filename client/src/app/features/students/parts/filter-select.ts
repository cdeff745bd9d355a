import { ChangeDetectionStrategy, Component, computed, input, model } from '@angular/core';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** One filter of a list as a quiet pill over the device's own list of choices. `chosen` '' means all. */
@Component({
  selector: 'tx-filter-select',
  imports: [Icon],
  template: `
    <label [class.narrowing]="chosen() !== ''">
      <span class="label" aria-hidden="true">{{ chosen() === '' ? label() : words() }}</span>
      <tx-icon name="expand-more" />
      <select [attr.aria-label]="label()" (change)="choose($event)">
        <option value="" [selected]="chosen() === ''">{{ t('words.all') }}</option>
        @for (choice of choices(); track choice.value) {
          <option [value]="choice.value" [selected]="choice.value === chosen()">{{ choice.text }}</option>
        }
      </select>
    </label>
  `,
  styles: `
    label {
      position: relative;
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-height: 40px;
      padding: 0 10px 0 16px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 20px;
      background: var(--tx-card);
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-large);
      letter-spacing: 0;

      &:hover {
        background: var(--mat-sys-surface-container-high);
      }

      &:focus-within {
        outline: 3px solid var(--mat-sys-primary);
        outline-offset: 2px;
      }
    }

    .narrowing {
      border-color: transparent;
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }

    tx-icon {
      font-size: 20px;
    }

    select {
      position: absolute;
      inset: 0;
      width: 100%;
      opacity: 0;
      cursor: pointer;
    }

    option {
      background: var(--tx-card);
      color: var(--mat-sys-on-surface);
    }

    @media (max-width: 599.98px) {
      label {
        min-height: 48px;
        border-radius: 24px;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterSelect {
  protected readonly t = translate();
  readonly label = input.required<string>();
  readonly choices = input.required<readonly { value: string; text: string }[]>();
  readonly chosen = model.required<string>();
  protected readonly words = computed(
    () => this.choices().find((choice) => choice.value === this.chosen())?.text ?? this.label(),
  );

  protected choose(event: Event): void {
    this.chosen.set((event.target as HTMLSelectElement).value);
  }
}
