import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { translate } from '../../core/language/texts.js';
import { SheetFrame } from '../sheet/sheet-frame.js';
import type { ConflictChoice, ConflictRow } from './ask-conflict.js';

/** A record that somebody else changed meanwhile (412): both versions side by side, and the choice between them. */
@Component({
  selector: 'tx-conflict-sheet',
  imports: [MatButton, SheetFrame],
  templateUrl: './conflict-sheet.html',
  styleUrl: './conflict-sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConflictSheet {
  protected readonly t = translate();
  protected readonly rows = inject<readonly ConflictRow[]>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<ConflictSheet, ConflictChoice>>(MatDialogRef);
}
