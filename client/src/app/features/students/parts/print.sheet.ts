import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { ContactCardView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { callable } from '../data/callable.js';
import { FormSending } from '../../../core/forms/form-refusals.js';
import type { Reveals } from '../data/reveals.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

export interface PrintSheetData {
  card: ContactCardView;
  reveals: Reveals;
}

/** Whether the printed card carries full numbers; each is asked for and noted. Closes with true when the card can be printed. */
@Component({
  selector: 'tx-print-sheet',
  imports: [FormProblem, MatButton, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('students.print.title')" [subtitle]="t('students.print.why')">
      <tx-form-problem [of]="sending" />
      <button actions matButton="outlined" type="button" (click)="window.close(true)">
        {{ t('students.print.masked') }}
      </button>
      <button actions matButton="filled" type="button" [attr.aria-busy]="sending.busy()" (click)="withNumbers()">
        {{ t('students.print.full') }}
      </button>
    </tx-sheet-frame>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PrintSheet {
  protected readonly t = translate();
  protected readonly sending = new FormSending();
  protected readonly data = inject<PrintSheetData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<PrintSheet, boolean>>(MatDialogRef);

  protected async withNumbers(): Promise<void> {
    const { card, reveals } = this.data;
    const ready = await this.sending.send(new FormControl(''), async () => {
      for (const { phone } of callable(card)) {
        if (reveals.values().has(phone.id)) continue;
        await reveals.reveal({ what: 'phone', id: phone.id, reason: 'other', note: this.t('students.print.note') });
      }
      return true;
    });
    if (ready) this.window.close(true);
  }
}
