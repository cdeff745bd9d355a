import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type ClassView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, refusalWords } from '../../../core/forms/form-refusals.js';
import { SchoolApi } from '../data/school.api.js';

export interface ClassNumberData {
  found: ClassView;
}

/** Another number for a class; its pupils and teachers stay. */
@Component({
  selector: 'tx-class-number-sheet',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('school.classes.renumber')" [subtitle]="t('school.classes.renumberWhy')">
      <form id="class-number" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.classes.number') }}</mat-label>
          <input matInput type="number" min="1" [max]="last" formControlName="number" />
          <mat-error>{{ wrong(form.controls.number) }}</mat-error>
        </mat-form-field>
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="class-number" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassNumberSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly last = LIMITS.classNumberMax;
  protected readonly window = inject<MatDialogRef<ClassNumberSheet>>(MatDialogRef);
  private readonly found = inject<ClassNumberData>(MAT_DIALOG_DATA).found;
  private readonly api = inject(SchoolApi);
  private readonly names = inject(ClassWords);
  private readonly notices = inject(UndoBar);
  protected readonly form = new FormGroup({ number: new FormControl(this.found.number, { nonNullable: true }) });

  protected async save(): Promise<void> {
    const saved = await this.sending.send(this.form, () =>
      this.api.editClass(this.found, this.form.controls.number.value),
    );
    if (!saved) return;
    this.notices.say(this.t('school.classes.renumbered', { name: this.names.label(saved) }));
    this.window.close();
  }
}
