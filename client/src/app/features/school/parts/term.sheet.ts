import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { isDay, schoolYearName, type CalendarDaysView, type TermView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { askingChanges, calendarOf } from '../data/asking.js';
import { SchoolApi } from '../data/school.api.js';

export interface TermSheetData {
  schoolYear: number;
  ordinal: 1 | 2;
  /** Left out where the term is entered for the first time. */
  term?: TermView;
  terms: readonly TermView[];
  days: readonly CalendarDaysView[];
}

/** The first and the last day of a term, with what another day would change in the monthly duties. */
@Component({
  selector: 'tx-term-sheet',
  imports: [Icon, MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('school.calendar.terms.' + data.ordinal)" [subtitle]="year">
      <form id="term" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <div class="pair">
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.term.from') }}</mat-label>
            <input matInput type="date" formControlName="from" />
            <mat-error>{{ wrong(form.controls.from) }}</mat-error>
          </mat-form-field>
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.term.to') }}</mat-label>
            <input matInput type="date" formControlName="to" />
            <mat-error>{{ wrong(form.controls.to) }}</mat-error>
          </mat-form-field>
        </div>
        @for (sentence of effects(); track sentence) {
          <p class="says" role="status"><tx-icon name="info" />{{ sentence }}</p>
        }
      </form>
      @if (removable) {
        <button actions class="away" matButton="text" type="button" (click)="remove()">
          {{ t('school.term.remove') }}
        </button>
      }
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="term" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TermSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly data = inject<TermSheetData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<TermSheet>>(MatDialogRef);
  private readonly api = inject(SchoolApi);
  private readonly notices = inject(UndoBar);
  private readonly dayWords = inject(DayWords);

  protected readonly year = schoolYearName(this.data.schoolYear);
  protected readonly removable = !!this.data.term && this.data.term.from > inject(Session).today();
  protected readonly form = new FormGroup({
    from: new FormControl(this.data.term?.from ?? '', { nonNullable: true, validators: [needed] }),
    to: new FormControl(this.data.term?.to ?? '', { nonNullable: true, validators: [needed] }),
  });
  private readonly typed = toSignal(this.form.valueChanges, { initialValue: this.form.value });

  protected readonly effects = computed<readonly string[]>(() => {
    const { from, to } = this.typed();
    const { term, terms, days, schoolYear, ordinal } = this.data;
    if (!term || !isDay(from) || !isDay(to) || from > to) return [];
    const others = terms.filter(({ id }) => id !== term.id);
    const { asked, notAsked } = askingChanges(
      calendarOf(terms, days),
      calendarOf([...others, { startYear: schoolYear, ordinal, from, to }], days),
      schoolYear,
    );
    const named = (months: readonly string[]): string => months.map((month) => this.dayWords.month(month)).join(' · ');
    return [
      ...(asked.length > 0 ? [this.t('school.term.nowAsked', { months: named(asked) })] : []),
      ...(notAsked.length > 0 ? [this.t('school.term.notAsked', { months: named(notAsked) })] : []),
    ];
  });

  protected async save(): Promise<void> {
    const { term, schoolYear, ordinal } = this.data;
    const days = this.form.getRawValue();
    const saved = await this.sending.send(this.form, () =>
      term ? this.api.editTerm(term, days) : this.api.createTerm({ schoolYear, ordinal, ...days }),
    );
    if (saved) this.done('school.term.saved');
  }

  protected async remove(): Promise<void> {
    const removed = await this.sending.send(this.form, async () => {
      await this.api.removeTerm(this.data.term!);
      return true;
    });
    if (removed) this.done('school.term.removed');
  }

  private done(text: string): void {
    this.notices.say(this.t(text));
    this.window.close();
  }
}
