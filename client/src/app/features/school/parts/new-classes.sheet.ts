import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { gradeAndClassLabel, LIMITS, schoolYearName, type ClassView } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending } from '../../../core/forms/form-refusals.js';
import { SchoolApi } from '../data/school.api.js';

export interface NewClassesData {
  schoolYear: number;
  /** The classes of that year which are there already. */
  classes: readonly ClassView[];
}

const GRADES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** Creates classes for a school year: which grades, and from which number to which; what is there already is left out. */
@Component({
  selector: 'tx-new-classes-sheet',
  imports: [MatButton, MatCheckbox, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('school.newClasses.title')" [subtitle]="year">
      <form id="new-classes" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <fieldset>
          <legend>{{ t('school.newClasses.grades') }}</legend>
          <div class="boxes">
            @for (grade of grades; track grade) {
              <mat-checkbox [checked]="chosen().has(grade)" (change)="choose(grade, $event.checked)">
                {{ t('school.grades.' + grade) }}
              </mat-checkbox>
            }
          </div>
        </fieldset>
        <div class="pair">
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.newClasses.from') }}</mat-label>
            <input matInput type="number" min="1" [max]="last" formControlName="from" />
          </mat-form-field>
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.newClasses.to') }}</mat-label>
            <input matInput type="number" min="1" [max]="last" formControlName="to" />
          </mat-form-field>
        </div>
        <p class="muted" role="status">{{ preview() }}</p>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button
        actions
        matButton="filled"
        type="submit"
        form="new-classes"
        [disabled]="wanted().length === 0"
        [attr.aria-busy]="sending.busy()"
      >
        {{ t(sending.busy() ? 'words.saving' : 'school.newClasses.create', { count: wanted().length }) }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './new-classes.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NewClassesSheet {
  protected readonly t = translate();
  protected readonly grades = GRADES;
  protected readonly last = LIMITS.classNumberMax;
  protected readonly sending = new FormSending();
  protected readonly window = inject<MatDialogRef<NewClassesSheet>>(MatDialogRef);
  private readonly data = inject<NewClassesData>(MAT_DIALOG_DATA);
  private readonly api = inject(SchoolApi);
  private readonly notices = inject(UndoBar);
  private readonly texts = inject(Texts);

  protected readonly year = schoolYearName(this.data.schoolYear);
  protected readonly chosen = signal<ReadonlySet<number>>(new Set());
  protected readonly form = new FormGroup({
    from: new FormControl(1, { nonNullable: true }),
    to: new FormControl(1, { nonNullable: true }),
  });
  private readonly typed = toSignal(this.form.valueChanges, { initialValue: this.form.value });
  private readonly all = computed(() => {
    const { from = 1, to = 1 } = this.typed();
    if (!isNumber(from) || !isNumber(to)) return [];
    const numbers = Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index);
    return [...this.chosen()].sort().flatMap((grade) => numbers.map((number) => ({ grade, number })));
  });
  protected readonly wanted = computed(() =>
    this.all().filter(
      ({ grade, number }) => !this.data.classes.some((one) => one.grade === grade && one.number === number),
    ),
  );
  protected readonly preview = computed(() => {
    const wanted = this.wanted();
    const known = this.all().length - wanted.length;
    const language = this.texts.language() === 'en' ? 'en' : 'zh-CN';
    const shown = wanted.slice(0, 12).map(({ grade, number }) => gradeAndClassLabel(grade, number, language));
    const more = wanted.length > shown.length ? ['…'] : [];
    const parts = [[...shown, ...more].join(' · ')];
    if (known > 0) parts.push(this.t('school.newClasses.there', { count: known }));
    return parts.filter((part) => part !== '').join(' ') || this.t('school.newClasses.choose');
  });

  protected choose(grade: number, is: boolean): void {
    const chosen = new Set(this.chosen());
    if (is) chosen.add(grade);
    else chosen.delete(grade);
    this.chosen.set(chosen);
  }

  protected async save(): Promise<void> {
    const classes = this.wanted();
    if (classes.length === 0) return;
    const created = await this.sending.send(this.form, () =>
      this.api.createClasses({ schoolYear: this.data.schoolYear, classes }),
    );
    if (!created) return;
    this.notices.say(this.t('school.newClasses.done', { count: created.items.length }));
    this.window.close();
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= LIMITS.classNumberMax;
}
