import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';

export interface Choice {
  value: string;
  text: string;
  icon?: IconName;
}

/** Chips of which any number may be chosen. */
@Component({
  selector: 'tx-choice-chips',
  imports: [Icon],
  template: `
    @for (choice of choices(); track choice.value) {
      <button type="button" [attr.aria-pressed]="chosen().includes(choice.value)" (click)="toggle(choice.value)">
        @if (chosen().includes(choice.value)) {
          <tx-icon name="check" />
        } @else if (choice.icon; as icon) {
          <tx-icon [name]="icon" />
        }
        {{ choice.text }}
      </button>
    }
  `,
  styleUrl: './choice-chips.scss',
  host: { role: 'group', '[attr.aria-label]': 'label()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChoiceChips {
  readonly label = input.required<string>();
  readonly choices = input.required<readonly Choice[]>();
  readonly chosen = model.required<readonly string[]>();

  protected toggle(value: string): void {
    this.chosen.update((chosen) =>
      chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
    );
  }
}
