import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { translate } from '../../core/language/texts.js';
import { Icon } from '../icon/icon.js';

/** The frame of a sheet: title and close button above, scrolling content, and actions that stay in reach of the thumb (slot `actions`). */
@Component({
  selector: 'tx-sheet-frame',
  imports: [Icon, MatDialogTitle, MatIconButton],
  templateUrl: './sheet-frame.html',
  styleUrl: './sheet-frame.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SheetFrame {
  protected readonly t = translate();
  protected readonly window = inject(MatDialogRef, { optional: true });
  readonly title = input.required<string>();
  /** A quiet line under the title. */
  readonly subtitle = input<string>();
  readonly closable = input(true);
}
