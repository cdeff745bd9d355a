import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { CONCERNS, type Concern } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';

const ICONS: Record<Concern, IconName> = { none: 'check', watch: 'visibility', urgent: 'sos' };

/** How worried the adult is. Urgent says at once what to do where a child is in danger. */
@Component({
  selector: 'tx-concern-choice',
  imports: [Icon],
  template: `
    <div class="bar" role="group" [attr.aria-label]="label()">
      @for (one of concerns; track one) {
        <button
          type="button"
          [attr.data-concern]="one"
          [attr.aria-pressed]="one === concern()"
          (click)="concern.set(one)"
        >
          <tx-icon [name]="icons[one]" />{{ t('concerns.' + one) }}
        </button>
      }
    </div>
    <div role="status">
      @if (concern() === 'urgent') {
        <p class="danger">
          <tx-icon name="sos" />
          <span
            ><strong>{{ t('talks.danger') }}</strong> {{ t('talks.dangerWhy') }}</span
          >
        </p>
      }
    </div>
  `,
  styleUrl: './concern-choice.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConcernChoice {
  protected readonly t = translate();
  protected readonly concerns = CONCERNS;
  protected readonly icons = ICONS;
  readonly label = input.required<string>();
  readonly concern = model.required<Concern>();
}
