import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  CARE_FILE_REASONS,
  LIMITS,
  type CareFileReason,
  type CareFileStatus,
  type ChangeCareFileRequest,
  type StudentView,
} from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { StudentsApi } from '../data/students.api.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

/** Which states follow on which. */
const NEXT: Record<CareFileStatus, readonly CareFileStatus[]> = {
  open: ['paused', 'closed', 'transferred'],
  paused: ['open', 'closed', 'transferred'],
  closed: ['open'],
  transferred: ['open'],
};

/** Opens again, pauses, closes or hands over a care file, from a day and for a reason. Nothing is deleted. Closes with true when it was saved. */
@Component({
  selector: 'tx-care-file-sheet',
  imports: [
    FilterChips,
    FormProblem,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="t('students.careFile.change')" [subtitle]="t('students.careFile.changeWhy')">
      <form id="care-file" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        <tx-form-problem [of]="sending" />
        <tx-filter-chips
          [label]="t('students.status')"
          [choices]="steps()"
          [chosen]="step()"
          (chosenChange)="choose($event)"
        />
        @if (step() === 'transferred') {
          <mat-form-field appearance="outline">
            <mat-label>{{ t('students.careFile.toSchool') }}</mat-label>
            <input matInput formControlName="toSchool" autocomplete="off" [attr.maxlength]="longestSchool" />
            <mat-error>{{ wrong(form.controls.toSchool) }}</mat-error>
          </mat-form-field>
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.careFile.on') }}</mat-label>
          <input matInput type="date" formControlName="on" [max]="today" />
          <mat-error>{{ wrong(form.controls.on) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.reason') }}</mat-label>
          <select matNativeControl formControlName="reasonCode">
            @for (code of reasons(); track code) {
              <option [value]="code">{{ t('careFileReasons.' + code) }}</option>
            }
          </select>
          <mat-error>{{ wrong(form.controls.reasonCode) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>
            {{ t('students.careFile.words') }}
            @if (form.controls.reasonCode.value !== 'other') {
              · {{ t('words.optional') }}
            }
          </mat-label>
          <textarea matInput rows="3" formControlName="reason" [attr.maxlength]="longest"></textarea>
          <mat-error>{{ wrong(form.controls.reason) }}</mat-error>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="care-file" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    @use 'form';
    @include form.sheet-form;

    tx-filter-chips {
      --tx-edge: 0px;
      flex-wrap: wrap;
      padding-bottom: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CareFileSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly longestSchool = LIMITS.receivingSchoolMax;
  protected readonly today = inject(Session).today();
  protected readonly view = inject<StudentView>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<CareFileSheet, boolean>>(MatDialogRef);
  private readonly api = inject(StudentsApi);
  private readonly notices = inject(UndoBar);

  private readonly next = NEXT[this.view.careFile?.status ?? 'open'];
  protected readonly step = signal<CareFileStatus>(this.next[0] ?? 'open');
  protected readonly steps = computed(() =>
    this.next.map((code) => ({ value: code, text: this.t(`students.careFile.steps.${code}`) })),
  );
  protected readonly reasons = computed<readonly CareFileReason[]>(() => CARE_FILE_REASONS[this.step()]);
  protected readonly form = new FormGroup({
    on: new FormControl(this.today, { nonNullable: true, validators: [needed] }),
    reasonCode: new FormControl<CareFileReason>(CARE_FILE_REASONS[this.step()][0], { nonNullable: true }),
    reason: new FormControl('', { nonNullable: true }),
    toSchool: new FormControl('', { nonNullable: true }),
  });

  protected choose(step: string): void {
    this.step.set(step as CareFileStatus);
    this.form.controls.reasonCode.setValue(CARE_FILE_REASONS[this.step()][0]);
  }

  protected async save(): Promise<void> {
    const { on, reasonCode, reason, toSchool } = this.form.getRawValue();
    const change: ChangeCareFileRequest = {
      status: this.step(),
      on,
      reasonCode,
      ...(reason.trim() && { reason: reason.trim() }),
      ...(this.step() === 'transferred' && toSchool.trim() && { toSchool: toSchool.trim() }),
    };
    const saved = await this.sending.send(this.form, async () => {
      await this.api.changeCareFile(this.view.id, change, this.view.careFile?.version ?? this.view.version);
      return true;
    });
    if (!saved) return;
    this.notices.say(this.t('students.careFile.saved'));
    this.window.close(true);
  }
}
