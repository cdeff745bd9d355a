import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import type { IconName } from '../icon/icon-name.js';
import { Icon } from '../icon/icon.js';

export interface FilterChoice {
  value: string;
  text: string;
  icon?: IconName;
  /** How many there are, shown behind the words. */
  count?: number;
  /** Persimmon: something waits here. */
  needsYou?: boolean;
}

/** A row of chips of which one is chosen; the row scrolls sideways where it is too long. `chosen` '' means the first, "all". */
@Component({
  selector: 'tx-filter-chips',
  imports: [Icon],
  template: `
    @for (choice of choices(); track choice.value) {
      <button
        type="button"
        [class.needs-you]="choice.needsYou"
        [attr.aria-pressed]="choice.value === chosen()"
        (click)="chosen.set(choice.value)"
      >
        @if (choice.value === chosen()) {
          <tx-icon name="check" />
        } @else if (choice.icon; as icon) {
          <tx-icon [name]="icon" />
        }
        <span>{{ choice.text }}</span>
        @if (choice.count !== undefined) {
          <span class="count">{{ choice.count }}</span>
        }
      </button>
    }
  `,
  styleUrl: './filter-chips.scss',
  host: { role: 'group', '[attr.aria-label]': 'label()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterChips {
  readonly label = input.required<string>();
  readonly choices = input.required<readonly FilterChoice[]>();
  readonly chosen = model.required<string>();
}
