import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** A sensitive number: masked, until it is asked for with a reason. */
@Component({
  selector: 'tx-masked-value',
  imports: [Icon, MatIconButton],
  template: `
    <span class="value">{{ known() ?? masked() }}</span>
    @if (mayShow() && known() === undefined) {
      <button
        class="no-print"
        matIconButton
        type="button"
        [attr.aria-label]="t('students.showWhat', { what: what() })"
        (click)="show.emit()"
      >
        <tx-icon name="visibility" />
      </button>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      min-height: 48px;
      margin: -12px 0;
    }

    .value {
      overflow-wrap: anywhere;
      font-variant-numeric: tabular-nums;
    }

    tx-icon {
      font-size: 20px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MaskedValue {
  protected readonly t = translate();
  readonly masked = input.required<string>();
  readonly what = input.required<string>();
  readonly known = input<string>();
  readonly mayShow = input(false);
  readonly show = output();
}
