import { ChangeDetectionStrategy, Component, computed, inject, input, model, output } from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { GUARDIAN_KINDS, LIMITS, RELATIONSHIP_CODES, SEX_CODES } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { PersonForm } from '../data/card-form.js';
import { refusalWords } from '../../../core/forms/form-refusals.js';
import { PhoneFields } from './phone-fields.js';

/** One adult of the card while it is edited: folded to a line, or open with all fields; moved up and down in the order to call. */
@Component({
  selector: 'tx-person-fields',
  imports: [
    FilterChips,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatIconButton,
    MatInput,
    MatLabel,
    PhoneFields,
    ReactiveFormsModule,
  ],
  templateUrl: './person-fields.html',
  styleUrl: './person-fields.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonFields {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly limits = LIMITS;
  protected readonly relationships = RELATIONSHIP_CODES;
  protected readonly sexes = SEX_CODES;
  protected readonly today = inject(Session).today();
  readonly person = input.required<PersonForm>();
  /** The place in the order to call, from 1. */
  readonly position = input.required<number>();
  readonly last = input(false);
  readonly open = model(false);
  /** Whether the fields that are seldom filled in show too. */
  readonly more = model(false);
  readonly move = output<-1 | 1>();
  readonly remove = output();

  protected readonly kinds = computed(() =>
    GUARDIAN_KINDS.map((kind) => ({ value: kind, text: this.t(`guardianKinds.${kind}`) })),
  );

  protected title(): string {
    return this.person().controls.name.value || this.t('students.card.newPerson');
  }

  protected chooseKind(kind: string): void {
    const chosen = GUARDIAN_KINDS.find((one) => one === kind);
    if (chosen) this.person().controls.kind.setValue(chosen);
  }
}
