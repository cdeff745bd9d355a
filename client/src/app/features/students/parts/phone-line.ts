import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PhoneView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** One telephone number: masked until it is asked for, with a big button to call it. */
@Component({
  selector: 'tx-phone-line',
  imports: [Icon, MatButton],
  template: `
    @if (mayCall()) {
      <button class="call" matButton="tonal" type="button" (click)="call.emit()">
        <tx-icon name="call-fill" />
        <span class="visually-hidden">{{ t('students.call') }} </span>
        <span class="number">{{ grouped() }}</span>
        @if (phone().label; as label) {
          <span class="label">{{ label }}</span>
        }
      </button>
    } @else {
      <p class="plain">
        <tx-icon name="call" /><span class="number">{{ grouped() }}</span>
        @if (phone().label; as label) {
          <span class="label">{{ label }}</span>
        }
      </p>
    }
    @if (mayShow() && known() === undefined) {
      <button class="show no-print" matButton="text" type="button" (click)="show.emit()">
        {{ t('students.show') }}<span class="visually-hidden"> {{ phone().masked }}</span>
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 4px 8px;
    }

    .number {
      font-size: 17px;
      font-variant-numeric: tabular-nums;
      letter-spacing: 0.02em;
    }

    .label {
      display: inline-block;
      margin-left: 8px;
      font: var(--mat-sys-body-small);
      opacity: 0.85;
    }

    .plain {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 40px;

      tx-icon {
        color: var(--mat-sys-on-surface-variant);
        font-size: 20px;
      }
    }

    @media (max-width: 599.98px) {
      .call {
        flex: 1;
        --mat-button-tonal-container-height: 56px;
        --mat-button-tonal-container-shape: 18px;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhoneLine {
  protected readonly t = translate();
  readonly phone = input.required<PhoneView>();
  /** The full number, once it was asked for. */
  readonly known = input<string>();
  readonly mayCall = input(false);
  readonly mayShow = input(false);
  readonly call = output();
  readonly show = output();
  protected readonly grouped = computed(() => groupDigits(this.known() ?? this.phone().masked));
}

/** A mobile number as people read it aloud: 138 1234 5678. Others stay as they are. */
export function groupDigits(number: string): string {
  return number.replace(/^(1[\d*]{2})([\d*]{4})([\d*]{4})$/, '$1 $2 $3');
}
