import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type CalendarDaysView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { SchoolApi } from '../data/school.api.js';

export interface DaysSheetData {
  /** Left out for new days. */
  days?: CalendarDaysView;
}

/** Days off, or days worked in exchange: from when to when, and what they are called. */
@Component({
  selector: 'tx-days-sheet',
  imports: [
    FilterChips,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="t(days ? 'school.days.edit' : 'school.days.add')">
      <form id="days" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <tx-filter-chips
          [label]="t('school.days.kind')"
          [choices]="kinds"
          [chosen]="form.controls.kind.value"
          (chosenChange)="choose($event)"
        />
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.days.name') }}</mat-label>
          <input matInput formControlName="name" autocomplete="off" [attr.maxlength]="longest" />
          <mat-error>{{ wrong(form.controls.name) }}</mat-error>
        </mat-form-field>
        <div class="pair">
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.days.from') }}</mat-label>
            <input matInput type="date" formControlName="from" />
            <mat-error>{{ wrong(form.controls.from) }}</mat-error>
          </mat-form-field>
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.days.to') }}</mat-label>
            <input matInput type="date" formControlName="to" [min]="form.controls.from.value" />
            <mat-error>{{ wrong(form.controls.to) }}</mat-error>
          </mat-form-field>
        </div>
        <p class="muted">{{ t('school.days.toHint') }}</p>
      </form>
      @if (days) {
        <button actions class="away" matButton="text" type="button" (click)="remove()">
          {{ t('school.days.remove') }}
        </button>
      }
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="days" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DaysSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.holidayNameMax;
  protected readonly days = inject<DaysSheetData>(MAT_DIALOG_DATA).days;
  protected readonly window = inject<MatDialogRef<DaysSheet>>(MatDialogRef);
  private readonly api = inject(SchoolApi);
  private readonly notices = inject(UndoBar);

  protected readonly kinds = (['holiday', 'workday'] as const).map((kind) => ({
    value: kind,
    text: this.t(`school.days.kinds.${kind}`),
  }));
  protected readonly form = new FormGroup({
    kind: new FormControl<'holiday' | 'workday'>(this.days?.kind ?? 'holiday', { nonNullable: true }),
    name: new FormControl(this.days?.name ?? '', { nonNullable: true, validators: [needed] }),
    from: new FormControl(this.days?.from ?? '', { nonNullable: true, validators: [needed] }),
    to: new FormControl(this.days?.to ?? '', { nonNullable: true }),
  });

  protected choose(kind: string): void {
    this.form.controls.kind.setValue(kind as 'holiday' | 'workday');
  }

  protected async save(): Promise<void> {
    const { kind, name, from, to } = this.form.getRawValue();
    const request = { kind, name: name.trim(), from, to: to || from };
    const saved = await this.sending.send(this.form, () =>
      this.days ? this.api.editDays(this.days, request) : this.api.addDays(request),
    );
    if (!saved) return;
    this.notices.say(this.t('school.days.saved'));
    this.window.close();
  }

  protected async remove(): Promise<void> {
    const days = this.days!;
    const removed = await this.sending.send(this.form, async () => {
      await this.api.removeDays(days);
      return true;
    });
    if (!removed) return;
    const { kind, name, from, to } = days;
    this.notices.offer(this.t('school.days.removed', { name }), async () => {
      await this.api.addDays({ kind, name, from, to });
    });
    this.window.close();
  }
}
