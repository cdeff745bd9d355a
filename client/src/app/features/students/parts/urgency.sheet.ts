import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, URGENCY_LEVELS, addDays, type CareFileView, type UrgencyLevel } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { StudentsApi } from '../data/students.api.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

export interface UrgencyData {
  studentId: string;
  name: string;
  file: CareFileView;
}

/** So soon somebody looks again, unless another day is chosen. */
const DAYS_UNTIL_REVIEW: Record<Exclude<UrgencyLevel, 'normal'>, number> = { raised: 28, high: 7 };

/** How urgent it is to care for the child, why, and when somebody looks again. Closes with true when it was saved. */
@Component({
  selector: 'tx-urgency-sheet',
  imports: [
    FilterChips,
    FormProblem,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="t('students.urgency.change')" [subtitle]="data.name">
      <form id="urgency" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        <tx-form-problem [of]="sending" />
        <tx-filter-chips
          [label]="t('students.urgency.title')"
          [choices]="levels()"
          [chosen]="level()"
          (chosenChange)="choose($event)"
        />
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.reason') }}</mat-label>
          <textarea matInput rows="3" formControlName="reason" [attr.maxlength]="longest"></textarea>
          <mat-error>{{ wrong(form.controls.reason) }}</mat-error>
        </mat-form-field>
        @if (level() !== 'normal') {
          <mat-form-field appearance="outline">
            <mat-label>{{ t('students.urgency.reviewOn') }}</mat-label>
            <input matInput type="date" formControlName="reviewOn" [min]="tomorrow" [max]="last" />
            <mat-hint>{{ t('students.urgency.reviewWhy') }}</mat-hint>
            <mat-error>{{ wrong(form.controls.reviewOn) }}</mat-error>
          </mat-form-field>
        }
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="urgency" [attr.aria-busy]="sending.busy()">
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
export class UrgencySheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.urgencyReasonMax;
  protected readonly data = inject<UrgencyData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<UrgencySheet, boolean>>(MatDialogRef);
  private readonly api = inject(StudentsApi);
  private readonly notices = inject(UndoBar);
  private readonly today = inject(Session).today();

  protected readonly tomorrow = addDays(this.today, 1);
  protected readonly last = addDays(this.today, LIMITS.urgencyReviewDays);
  protected readonly level = signal<UrgencyLevel>(
    this.data.file.urgency === 'normal' ? 'raised' : (this.data.file.urgency ?? 'raised'),
  );
  protected readonly levels = computed(() =>
    URGENCY_LEVELS.map((code) => ({ value: code, text: this.t(`urgencies.${code}`) })),
  );
  protected readonly form = new FormGroup({
    reason: new FormControl('', { nonNullable: true, validators: [needed] }),
    reviewOn: new FormControl(this.reviewOf(this.level()), { nonNullable: true }),
  });

  protected choose(level: string): void {
    this.level.set(level as UrgencyLevel);
    this.form.controls.reviewOn.setValue(this.reviewOf(this.level()));
  }

  protected async save(): Promise<void> {
    const { reason, reviewOn } = this.form.getRawValue();
    const level = this.level();
    const saved = await this.sending.send(this.form, async () => {
      await this.api.setUrgency(
        this.data.studentId,
        { level, reason: reason.trim(), ...(level !== 'normal' && reviewOn && { reviewOn }) },
        this.data.file.version,
      );
      return true;
    });
    if (!saved) return;
    this.notices.say(this.t('students.urgency.saved'));
    this.window.close(true);
  }

  private reviewOf(level: UrgencyLevel): string {
    return level === 'normal' ? '' : addDays(this.today, DAYS_UNTIL_REVIEW[level]);
  }
}
