import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import type { ImportKind } from '../data/imports.api.js';
import type { CommitCounts } from '../data/commit-counts.js';

export interface CommitQuestion {
  kind: ImportKind;
  counts: CommitCounts;
  /** Labels of the classes that will be created, in the reader's language. */
  classes: readonly string[];
}

/** Before a ledger is written: what goes in, what stays behind, which classes are created. Closes with true to go on. */
@Component({
  selector: 'tx-commit-sheet',
  imports: [Icon, MatButton, SheetFrame],
  templateUrl: './commit.sheet.html',
  styleUrl: './commit.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CommitSheet {
  protected readonly t = translate();
  protected readonly question = inject<CommitQuestion>(MAT_DIALOG_DATA);
  protected readonly counts = this.question.counts;
  protected readonly window = inject<MatDialogRef<CommitSheet, boolean>>(MatDialogRef);
}
