import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ContactCardsApi } from '../data/contact-cards.api.js';
import type { Sibling } from '../data/sibling-words.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

export interface HouseholdSheetData {
  readonly studentId: string;
  readonly name: string;
  /** Who comes to the household; null: the child leaves it. */
  readonly sibling: Sibling | null;
}

/** Puts two children into one household, or takes a child out of it, with the reason. Closes with true when it was saved. */
@Component({
  selector: 'tx-household-sheet',
  imports: [FormProblem, MatButton, MatError, MatFormField, MatInput, MatLabel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame
      [title]="
        data.sibling
          ? t('students.household.linkWhat', { name: data.name, sibling: data.sibling.name })
          : t('students.household.leaveWhat', { name: data.name })
      "
      [subtitle]="t(data.sibling ? 'students.household.linkWhy' : 'students.household.leaveWhy')"
    >
      <form id="household" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        <tx-form-problem [of]="sending" />
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.reason') }}</mat-label>
          <textarea matInput rows="3" formControlName="reason" [attr.maxlength]="longest"></textarea>
          <mat-error>{{ wrong(form.controls.reason) }}</mat-error>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="household" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    @use 'form';
    @include form.sheet-form;
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HouseholdSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly data = inject<HouseholdSheetData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<HouseholdSheet, boolean>>(MatDialogRef);
  private readonly api = inject(ContactCardsApi);

  protected readonly form = new FormGroup({
    reason: new FormControl('', { nonNullable: true, validators: [needed] }),
  });

  protected async save(): Promise<void> {
    const { studentId, sibling } = this.data;
    const reason = this.form.getRawValue().reason.trim();
    const saved = await this.sending.send(this.form, () =>
      sibling
        ? this.api.linkSibling(studentId, { studentId: sibling.id, reason })
        : this.api.leaveHousehold(studentId, reason),
    );
    if (saved) this.window.close(true);
  }
}
