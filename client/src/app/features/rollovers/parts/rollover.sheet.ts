import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import type { RolloverCountsView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { RolloverFigures } from './rollover-figures.js';

export interface RolloverQuestion {
  schoolYear: string;
  counts: RolloverCountsView;
}

/** Before the school steps into the new year: what will be done, and that it can be taken back for a day. Closes with true to go on. */
@Component({
  selector: 'tx-rollover-sheet',
  imports: [Icon, MatButton, RolloverFigures, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('rollovers.sure', { year: question.schoolYear })">
      <tx-rollover-figures [counts]="question.counts" />
      <p class="muted"><tx-icon name="undo" />{{ t('rollovers.undoable') }}</p>
      <ng-container actions>
        <button matButton="text" type="button" (click)="window.close(false)">{{ t('rollovers.back') }}</button>
        <button matButton="filled" type="button" (click)="window.close(true)">
          {{ t('rollovers.run', { year: question.schoolYear }) }}
        </button>
      </ng-container>
    </tx-sheet-frame>
  `,
  styles: `
    p {
      display: flex;
      gap: 10px;
      margin-top: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RolloverSheet {
  protected readonly t = translate();
  protected readonly question = inject<RolloverQuestion>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<RolloverSheet, boolean>>(MatDialogRef);
}
