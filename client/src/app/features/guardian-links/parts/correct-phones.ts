import { ChangeDetectionStrategy, ChangeDetectorRef, Component, computed, inject, input } from '@angular/core';
import { ReactiveFormsModule, type FormArray } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { refusalWords } from '../../../core/forms/form-refusals.js';
import { phoneForm, type PhoneForm } from '../data/correction-form.js';

/** The numbers of one person: each stays, is another now, or is no longer in use; new ones can be added. */
@Component({
  selector: 'tx-correct-phones',
  imports: [Icon, MatButton, MatError, MatFormField, MatInput, MatLabel, ReactiveFormsModule],
  templateUrl: './correct-phones.html',
  styleUrl: './correct-phones.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CorrectPhones {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly longest = LIMITS.phoneMax + 10;
  private readonly changes = inject(ChangeDetectorRef);
  readonly phones = input.required<FormArray<PhoneForm>>();
  /** Whose, for whoever listens. */
  readonly whose = input.required<string>();
  protected readonly most = computed(() => LIMITS.phonesPerPerson);

  protected add(): void {
    this.phones().push(phoneForm());
    this.changes.markForCheck();
  }

  protected set(phone: PhoneForm, as: { changing: boolean; gone: boolean }): void {
    phone.patchValue(as);
    if (!as.changing) phone.controls.number.setValue('');
  }

  protected drop(index: number): void {
    this.phones().removeAt(index);
  }
}
