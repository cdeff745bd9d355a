import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type AddCategoryRequest, type CategoryCode, type StudentView } from '@tongxin/shared';
import { newId } from '../../../core/identifiers.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { AttachmentPicker, OutgoingFiles } from '../../attachments/index.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { seenCategories } from '../data/own-grants.js';
import { StudentsApi } from '../data/students.api.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

export interface AddCategoryData {
  view: StudentView;
  /** The department says yes before it counts. */
  propose: boolean;
}

/** A category begins for a child, or is proposed to the department: from a day, on some basis, with papers. Closes with true when it was saved. */
@Component({
  selector: 'tx-add-category-sheet',
  imports: [
    AttachmentPicker,
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
    <tx-sheet-frame
      [title]="t(propose ? 'students.categories.propose' : 'students.categories.add')"
      [subtitle]="propose ? t('students.categories.proposeWhy') : view.name"
    >
      <form id="category" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        <tx-form-problem [of]="sending" />
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.category') }}</mat-label>
          <select matNativeControl formControlName="code">
            <option value=""></option>
            @for (code of codes; track code) {
              <option [value]="code">{{ t('categories.' + code) }}</option>
            }
          </select>
          <mat-error>{{ wrong(form.controls.code) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.categories.fromDay') }}</mat-label>
          <input matInput type="date" formControlName="from" [max]="today" />
          <mat-error>{{ wrong(form.controls.from) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>
            {{ t('students.categories.basis') }}
            @if (!propose) {
              · {{ t('words.optional') }}
            }
          </mat-label>
          <textarea matInput rows="2" formControlName="basis" [attr.maxlength]="longest"></textarea>
          <mat-error>{{ wrong(form.controls.basis) }}</mat-error>
        </mat-form-field>
        @if (mayAttach) {
          <p class="evidence">{{ t('students.categories.evidence') }}</p>
          <tx-attachment-picker [files]="files" />
        }
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="category" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : propose ? 'students.categories.sendProposal' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    @use 'form';
    @include form.sheet-form;

    .evidence {
      margin: 0 0 8px;
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-body-medium);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AddCategorySheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.categoryBasisMax;
  private readonly data = inject<AddCategoryData>(MAT_DIALOG_DATA);
  protected readonly view = this.data.view;
  protected readonly propose = this.data.propose;
  /** Papers wait here until what they prove is on file. */
  protected readonly files = new OutgoingFiles();
  protected readonly window = inject<MatDialogRef<AddCategorySheet, boolean>>(MatDialogRef);
  private readonly session = inject(Session);
  private readonly api = inject(StudentsApi);
  private readonly notices = inject(UndoBar);
  private readonly key = newId();
  protected readonly mayAttach = inject(Session).may('attachment.add');

  protected readonly today = this.session.today();
  /** What the child has now cannot begin again before it has ended. */
  protected readonly codes = seenCategories(this.session).filter(
    (code) => !this.view.categories?.some((category) => category.code === code && category.to === null),
  );
  protected readonly form = new FormGroup({
    code: new FormControl('', { nonNullable: true, validators: [needed] }),
    from: new FormControl(this.today, { nonNullable: true, validators: [needed] }),
    basis: new FormControl('', { nonNullable: true, validators: this.propose ? [needed] : [] }),
  });

  protected async save(): Promise<void> {
    const { code, from, basis } = this.form.getRawValue();
    const request: AddCategoryRequest = {
      code: code as CategoryCode,
      from,
      ...(basis.trim() && { basis: basis.trim() }),
    };
    const saved = await this.sending.send<{ id: string }>(this.form, () =>
      this.propose
        ? this.api.proposeCategory(this.view.id, { ...request, basis: basis.trim() }, this.key)
        : this.api.addCategory(this.view.id, request, this.key),
    );
    if (!saved) return;
    const subjectKind = this.propose ? 'proposal' : 'careCategory';
    if (!(await this.files.send({ subjectKind, subjectId: saved.id })))
      this.notices.say(this.t('students.categories.filesLeft'), 'problem');
    else this.notices.say(this.t(this.propose ? 'students.categories.proposed' : 'students.categories.added'));
    this.window.close(true);
  }
}
