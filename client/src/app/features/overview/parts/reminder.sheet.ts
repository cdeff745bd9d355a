import { ChangeDetectionStrategy, Component, ElementRef, afterNextRender, inject, viewChild } from '@angular/core';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import { translate } from '../../../core/language/texts.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';

/** The reminder to select and copy by hand, where the browser does not allow copying. */
@Component({
  selector: 'tx-reminder-sheet',
  imports: [SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('overview.remind.byHand')" [subtitle]="t('overview.remind.byHandWhy')">
      <textarea #field readonly rows="8" [attr.aria-label]="t('overview.remind.text')" [value]="text"></textarea>
    </tx-sheet-frame>
  `,
  styles: `
    textarea {
      width: 100%;
      padding: 14px 16px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-surface-container);
      color: var(--mat-sys-on-surface);
      font: var(--mat-sys-body-large);
      letter-spacing: 0;
      resize: vertical;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReminderSheet {
  protected readonly t = translate();
  protected readonly text = inject<string>(MAT_DIALOG_DATA);
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  constructor() {
    afterNextRender(() => this.field().nativeElement.select());
  }
}
