import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type CategoryView } from '@tongxin/shared';
import { newId } from '../../../core/identifiers.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { StudentsApi } from '../data/students.api.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

export interface EndCategoryData {
  studentId: string;
  category: CategoryView;
  /** The department says yes before it ends. */
  propose: boolean;
}

/** A category no longer holds for a child, from a day and for a reason; it stays in the file. Closes with true when it was saved. */
@Component({
  selector: 'tx-end-category-sheet',
  imports: [FormProblem, MatButton, MatError, MatFormField, MatInput, MatLabel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame
      [title]="
        t(data.propose ? 'students.categories.proposeEndWhat' : 'students.categories.endWhat', {
          category: t('categories.' + data.category.code),
        })
      "
      [subtitle]="t(data.propose ? 'students.categories.proposeWhy' : 'students.categories.endWhy')"
    >
      <form id="end-category" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        <tx-form-problem [of]="sending" />
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.categories.toDay') }}</mat-label>
          <input matInput type="date" formControlName="to" [min]="data.category.from" [max]="today" />
          <mat-error>{{ wrong(form.controls.to) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.reason') }}</mat-label>
          <textarea matInput rows="3" formControlName="reason" [attr.maxlength]="longest"></textarea>
          <mat-error>{{ wrong(form.controls.reason) }}</mat-error>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="end-category" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : data.propose ? 'students.categories.sendProposal' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    @use 'form';
    @include form.sheet-form;
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EndCategorySheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly today = inject(Session).today();
  protected readonly data = inject<EndCategoryData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<EndCategorySheet, boolean>>(MatDialogRef);
  private readonly api = inject(StudentsApi);
  private readonly notices = inject(UndoBar);
  private readonly key = newId();

  protected readonly form = new FormGroup({
    to: new FormControl(this.today, { nonNullable: true, validators: [needed] }),
    reason: new FormControl('', { nonNullable: true, validators: [needed] }),
  });

  protected async save(): Promise<void> {
    const { to, reason } = this.form.getRawValue();
    const { studentId, category, propose } = this.data;
    const request = { to, reason: reason.trim() };
    const saved = await this.sending.send(this.form, async () => {
      if (propose) await this.api.proposeEnd(studentId, category.id, request, this.key);
      else await this.api.endCategory(studentId, category, request);
      return true;
    });
    if (!saved) return;
    this.notices.say(this.t(propose ? 'students.categories.proposed' : 'students.categories.ended'));
    this.window.close(true);
  }
}
