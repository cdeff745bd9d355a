import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { translate } from '../../../core/language/texts.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import type { Telephone } from '../data/callable.js';
import type { Reveals } from '../data/reveals.js';
import { PhoneLine } from './phone-line.js';

export interface CallSheetData {
  child: string;
  telephones: readonly Telephone[];
  reveals: Reveals;
}

/** Whom to call, in the order to call. */
@Component({
  selector: 'tx-call-sheet',
  imports: [PhoneLine, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('students.callWhom', { name: data.child })" [subtitle]="t('students.callNoted')">
      <ul>
        @for (telephone of data.telephones; track telephone.phone.id) {
          <li>
            @if (telephone.person; as person) {
              <p class="name">
                {{ person.name }} <span class="muted">{{ t('relationships.' + person.relationship) }}</span>
              </p>
            } @else {
              <p class="name">{{ t('students.family') }}</p>
            }
            <tx-phone-line
              [phone]="telephone.phone"
              [known]="data.reveals.values().get(telephone.phone.id)"
              [mayCall]="true"
              [mayShow]="false"
              (call)="data.reveals.call(telephone.phone)"
            />
          </li>
        }
      </ul>
    </tx-sheet-frame>
  `,
  styles: `
    ul {
      display: flex;
      flex-direction: column;
      gap: 16px;
      padding-top: 8px;
    }

    .name {
      margin-bottom: 6px;
      font: var(--mat-sys-title-medium);

      span {
        font: var(--mat-sys-body-medium);
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallSheet {
  protected readonly t = translate();
  protected readonly data = inject<CallSheetData>(MAT_DIALOG_DATA);
}
