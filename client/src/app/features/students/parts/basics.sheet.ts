import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule, type ValidatorFn } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  NUMBER_CHANGE_REASONS,
  SEX_CODES,
  checkIdNumber,
  checkPersonName,
  checkStudentNumber,
  type StudentView,
} from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { Drafts } from '../../../core/drafts/drafts.js';
import { translate } from '../../../core/language/texts.js';
import type { RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { askConflict } from '../../../ui/conflict/ask-conflict.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { basicsChange, basicsOf, changesNumber, type BasicsDraft } from '../data/basics.js';
import { FormSending, checkedBy, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { StudentsApi } from '../data/students.api.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

/** Changes the basics of a child; only what was changed is sent. Closes with the file as it is now. */
@Component({
  selector: 'tx-basics-sheet',
  imports: [
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
  templateUrl: './basics.sheet.html',
  styles: `
    @use 'form';
    @include form.sheet-form;

    .clear {
      align-self: flex-start;
      margin: -8px 0 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BasicsSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly classWords = inject(ClassWords);
  protected readonly sexes = SEX_CODES;
  protected readonly numberReasons = NUMBER_CHANGE_REASONS;
  protected readonly view = inject<StudentView>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<BasicsSheet, StudentView>>(MatDialogRef);
  private readonly api = inject(StudentsApi);
  private readonly days = inject(DayWords);
  private readonly drafts = inject(Drafts);
  private readonly session = inject(Session);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly draftKey = `student:${this.view.id}`;

  protected readonly today = this.session.today();
  /** Moving a child to another class is for those who also take children in. */
  protected readonly mayMove = this.session.may('student.create');
  protected readonly classes = this.api.classes();
  protected readonly form = this.formOf({
    ...basicsOf(this.view, this.today),
    ...this.drafts.get<BasicsDraft>(this.draftKey),
  });

  constructor() {
    this.form.valueChanges
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.drafts.keep(this.draftKey, this.form.getRawValue()));
  }

  protected moving(): boolean {
    return this.form.controls.classId.value !== (this.view.class?.id ?? '');
  }

  protected asksWhy(): boolean {
    return changesNumber(this.form.getRawValue(), this.view);
  }

  /** A wrong number is taken away, or after all kept. */
  protected clear(field: 'idNumber' | 'studentNumber'): void {
    const flag = this.form.controls[field === 'idNumber' ? 'clearIdNumber' : 'clearStudentNumber'];
    flag.setValue(!flag.value);
    this.form.controls[field].setValue('');
    if (flag.value) this.form.controls.numberReason.setValue('mistyped');
  }

  protected async save(): Promise<void> {
    const change = basicsChange(this.form.getRawValue(), this.view);
    if (Object.keys(change).length === 0) return this.leave();
    const saved = await this.sending.send(
      this.form,
      () => this.api.edit(this.view.id, change, this.view.version),
      (problem) => this.settle(problem),
    );
    if (!saved) return;
    this.drafts.drop(this.draftKey);
    this.notices.say(this.t('students.basics.saved'));
    this.window.close(saved);
  }

  protected leave(): void {
    this.drafts.drop(this.draftKey);
    this.window.close();
  }

  /** Somebody else changed the child meanwhile: both versions side by side, and mine only where I changed something. */
  private async settle(problem: RequestProblem): Promise<StudentView | undefined> {
    const theirs = problem.current as StudentView;
    const mine = this.form.getRawValue();
    const born = (day: string | null) => (day ? this.days.date(day) : null);
    const className = (id: string) => this.classes.value()?.items.find((one) => one.id === id) ?? null;
    const choice = await askConflict(this.sheets, [
      { field: this.t('students.basics.name'), mine: mine.name, theirs: theirs.name },
      {
        field: this.t('students.basics.sex'),
        mine: this.t(`sexes.${mine.sex}`),
        theirs: this.t(`sexes.${theirs.sex}`),
      },
      { field: this.t('students.basics.birthDate'), mine: born(mine.birthDate), theirs: born(theirs.birthDate) },
      {
        field: this.t('students.class'),
        mine: this.classWords.label(className(mine.classId) ?? this.view.class),
        theirs: this.classWords.label(theirs.class),
      },
      {
        field: this.t('students.basics.idNumber'),
        mine: mine.idNumber || theirs.idNumberMasked,
        theirs: theirs.idNumberMasked,
      },
      {
        field: this.t('students.basics.studentNumber'),
        mine: mine.studentNumber || theirs.studentNumberMasked,
        theirs: theirs.studentNumberMasked,
      },
    ]);
    if (choice === 'theirs') return theirs;
    if (choice === 'mine')
      return this.api.edit(this.view.id, basicsChange(mine, theirs), problem.currentVersion ?? theirs.version);
    return undefined;
  }

  private formOf(draft: BasicsDraft) {
    const control = <Value>(value: Value, ...validators: ValidatorFn[]) =>
      new FormControl(value, { nonNullable: true, validators });
    return new FormGroup({
      name: control(draft.name, needed, checkedBy(checkPersonName)),
      sex: control(draft.sex),
      birthDate: control(draft.birthDate),
      idNumber: control(
        draft.idNumber,
        checkedBy((typed) => checkIdNumber(typed, this.today)),
      ),
      studentNumber: control(draft.studentNumber, checkedBy(checkStudentNumber)),
      clearIdNumber: control(draft.clearIdNumber),
      clearStudentNumber: control(draft.clearStudentNumber),
      numberReason: control(draft.numberReason),
      classId: control(draft.classId),
      movedOn: control(draft.movedOn),
    });
  }
}
