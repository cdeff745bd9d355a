import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogRef } from '@angular/material/dialog';
import { translate } from '../../../core/language/texts.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';

/** Cancelling throws away what was mended, so it asks. Closes with true to cancel. */
@Component({
  selector: 'tx-cancel-sheet',
  imports: [MatButton, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('imports.cancel.title')">
      <p>{{ t('imports.cancel.why') }}</p>
      <ng-container actions>
        <button matButton="text" type="button" (click)="window.close(true)">{{ t('imports.cancel.yes') }}</button>
        <button matButton="filled" type="button" (click)="window.close(false)">{{ t('imports.cancel.no') }}</button>
      </ng-container>
    </tx-sheet-frame>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CancelSheet {
  protected readonly t = translate();
  protected readonly window = inject<MatDialogRef<CancelSheet, boolean>>(MatDialogRef);
}
