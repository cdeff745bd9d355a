import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  LIMITS,
  SEX_CODES,
  checkIdNumber,
  checkPersonName,
  checkStudentNumber,
  type CategoryCode,
} from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { Drafts } from '../../../core/drafts/drafts.js';
import { newId } from '../../../core/identifiers.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { VillageChoices } from '../../../core/villages/village-choices.js';
import { Icon } from '../../../ui/icon/icon.js';
import { CategoryPicker } from '../../../ui/category/category-picker.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, checkedBy, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { BLANK_STUDENT, requestOf, toldByIdNumber, type NewStudentDraft } from '../data/new-student.js';
import { seenCategories } from '../data/own-grants.js';
import { StudentsApi } from '../data/students.api.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

const DRAFT = 'student:new';

/** A new child, and with it a care file and a contact card to fill in. Closes with the child's id. */
@Component({
  selector: 'tx-new-student-sheet',
  imports: [
    CategoryPicker,
    FormProblem,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
    SheetFrame,
    VillageChoices,
  ],
  templateUrl: './new-student.sheet.html',
  styleUrl: './new-student.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NewStudentSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly classWords = inject(ClassWords);
  protected readonly limits = LIMITS;
  protected readonly sexes = SEX_CODES;
  protected readonly window = inject<MatDialogRef<NewStudentSheet, string>>(MatDialogRef);
  private readonly api = inject(StudentsApi);
  private readonly drafts = inject(Drafts);
  private readonly session = inject(Session);
  private readonly notices = inject(UndoBar);
  /** The same for every attempt of this form, so that a child is never entered twice. */
  private readonly key = newId();

  protected readonly today = this.session.today();
  protected readonly classes = this.api.classes();
  /** Who may not decide on categories takes a child in without; the department adds them. */
  protected readonly categoryCodes = this.session.may('category.edit') ? seenCategories(this.session) : [];
  protected readonly form = this.formOf({ ...BLANK_STUDENT, ...this.drafts.get<NewStudentDraft>(DRAFT) });
  protected readonly more = signal(
    [this.form.value.studentNumber, this.form.value.village, this.form.value.address].some((value) => !!value),
  );

  constructor() {
    this.form.valueChanges.pipe(takeUntilDestroyed()).subscribe(() => this.drafts.keep(DRAFT, this.form.getRawValue()));
  }

  protected fillFromIdNumber(): void {
    this.form.patchValue(toldByIdNumber(this.form.getRawValue()));
  }

  protected choose(categories: readonly CategoryCode[]): void {
    this.form.controls.categories.setValue([...categories]);
  }

  protected async save(): Promise<void> {
    const saved = await this.sending.send(this.form, () =>
      this.api.create(requestOf(this.form.getRawValue()), this.key),
    );
    if (!saved) {
      if (this.form.controls.studentNumber.invalid) this.more.set(true);
      return;
    }
    this.drafts.drop(DRAFT);
    this.notices.say(this.t('students.created', { name: saved.name }));
    this.window.close(saved.id);
  }

  private formOf(draft: NewStudentDraft) {
    const text = (value: string, ...validators: ReturnType<typeof checkedBy>[]) =>
      new FormControl(value, { nonNullable: true, validators });
    return new FormGroup({
      name: text(draft.name, needed, checkedBy(checkPersonName)),
      sex: new FormControl(draft.sex, { nonNullable: true, validators: [needed] }),
      birthDate: text(draft.birthDate),
      idNumber: text(
        draft.idNumber,
        checkedBy((typed) => checkIdNumber(typed, this.today)),
      ),
      classId: text(draft.classId),
      categories: new FormControl(draft.categories, { nonNullable: true }),
      studentNumber: text(draft.studentNumber, checkedBy(checkStudentNumber)),
      village: text(draft.village),
      address: text(draft.address),
    });
  }
}
