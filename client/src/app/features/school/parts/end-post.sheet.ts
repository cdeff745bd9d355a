import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { addDays, LIMITS, type AssignmentView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { SchoolApi } from '../data/school.api.js';

export interface EndPostData {
  post: AssignmentView;
}

/** The last day of a post at a class; yesterday takes the class away at once. */
@Component({
  selector: 'tx-end-post-sheet',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="t('school.post.endWhose', { name: post.staff.name })" [subtitle]="t('school.post.endWhy')">
      <form id="end-post" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.post.lastDay') }}</mat-label>
          <input matInput type="date" formControlName="on" [min]="earliest" />
          <mat-hint>{{ t('school.post.lastDayHint') }}</mat-hint>
          <mat-error>{{ wrong(form.controls.on) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.post.reason') }}</mat-label>
          <input matInput formControlName="reason" autocomplete="off" [attr.maxlength]="longest" />
          <mat-error>{{ wrong(form.controls.reason) }}</mat-error>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="end-post" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'school.post.end') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EndPostSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly post = inject<EndPostData>(MAT_DIALOG_DATA).post;
  protected readonly window = inject<MatDialogRef<EndPostSheet>>(MatDialogRef);
  private readonly api = inject(SchoolApi);
  private readonly notices = inject(UndoBar);
  private readonly today = inject(Session).today();

  protected readonly earliest = addDays(this.today, -1);
  protected readonly form = new FormGroup({
    on: new FormControl(this.today, { nonNullable: true, validators: [needed] }),
    reason: new FormControl('', { nonNullable: true }),
  });

  protected async save(): Promise<void> {
    const { on, reason } = this.form.getRawValue();
    const ended = await this.sending.send(this.form, () =>
      this.api.endPost(this.post, { on, ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    );
    if (!ended) return;
    this.notices.say(this.t('school.post.ended'));
    this.window.close();
  }
}
