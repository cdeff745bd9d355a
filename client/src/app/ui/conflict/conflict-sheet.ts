import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { translate } from '../../core/language/texts.js';
import { SheetFrame } from '../sheet/sheet-frame.js';
import type { Sheets } from '../sheet/sheets.js';

/** One field of a record that two people changed, in words. */
export interface ConflictRow {
  field: string;
  mine: string | null;
  theirs: string | null;
}

export type ConflictChoice = 'mine' | 'theirs';

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

/** Shows the rows that differ; undefined when the person goes back to the form without choosing. */
export function askConflict(sheets: Sheets, rows: readonly ConflictRow[]): Promise<ConflictChoice | undefined> {
  const differing = rows.filter((row) => (row.mine ?? '') !== (row.theirs ?? ''));
  return sheets.open<ConflictSheet, readonly ConflictRow[], ConflictChoice>(ConflictSheet, {
    data: differing,
    wide: true,
  });
}
