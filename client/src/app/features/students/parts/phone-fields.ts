import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { ReactiveFormsModule, type FormArray } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { BLANK_PHONE, phoneForm, type PhoneForm } from '../data/card-form.js';
import { refusalWords } from '../../../core/forms/form-refusals.js';

/** The numbers of one person or of the family. A stored number shows masked and stays unless it is typed anew. */
@Component({
  selector: 'tx-phone-fields',
  imports: [Icon, MatButton, MatError, MatFormField, MatIconButton, MatInput, MatLabel, ReactiveFormsModule],
  templateUrl: './phone-fields.html',
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: flex-start;
    }

    .phone {
      display: grid;
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) 48px;
      gap: 10px;
      align-items: start;
      width: 100%;
      margin-bottom: 12px;
    }

    .remove {
      margin-top: 4px;
    }

    input::placeholder {
      color: var(--mat-sys-on-surface);
      opacity: 1;
    }

    .hint {
      margin-bottom: 12px;
      font: var(--mat-sys-body-small);
      letter-spacing: 0;
    }

    .add {
      margin: -4px 0 12px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PhoneFields {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly limits = LIMITS;
  readonly phones = input.required<FormArray<PhoneForm>>();

  protected someStored(): boolean {
    return this.phones().controls.some((phone) => phone.controls.id.value !== null);
  }

  protected add(): void {
    this.phones().push(phoneForm(BLANK_PHONE));
    this.phones().markAsDirty();
  }

  protected remove(index: number): void {
    this.phones().removeAt(index);
    this.phones().markAsDirty();
  }
}
