import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  CATEGORY_CODES,
  STANDARD_CHOICES,
  WINDOW_PARTS,
  type StandardActor,
  type StandardFrequency,
  type WindowPartKind,
} from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { CategoryPicker } from '../../../ui/category/category-picker.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import {
  GRACE_CHOICES,
  URGENCY_CHOICES,
  daysAllowed,
  type PartName,
  type StandardDraft,
} from '../data/standard-draft.js';
import { StandardWords } from '../data/standard-words.js';

/** What can be chosen for one part of the sentence. */
@Component({
  selector: 'tx-part-editor',
  imports: [CategoryPicker, FilterChips, MatFormField, MatHint, MatInput, MatLabel],
  templateUrl: './part-editor.html',
  styleUrl: './part-editor.scss',
  host: { role: 'group', '[attr.aria-label]': "t('careStandards.parts.' + part())" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PartEditor {
  protected readonly t = translate();
  protected readonly categoryCodes = CATEGORY_CODES;
  private readonly words = inject(StandardWords);
  readonly part = input.required<PartName>();
  readonly draft = input.required<StandardDraft>();
  readonly changed = output<Partial<StandardDraft>>();

  protected readonly allowed = computed(() => daysAllowed(this.draft()));
  private readonly offered = computed(() => STANDARD_CHOICES[this.draft().code]);
  protected readonly actors = computed(() => this.choices(this.offered().who, 'who'));
  protected readonly frequencies = computed(() => this.choices(this.offered().every, 'every'));
  protected readonly windows = computed(() => this.choices(WINDOW_PARTS, 'windowParts'));
  protected readonly graces = computed<FilterChoice[]>(() =>
    GRACE_CHOICES.map((days) => ({
      value: String(days),
      text: days === 0 ? this.t('careStandards.grace.off') : this.t('careStandards.grace.days', { count: days }),
    })),
  );
  protected readonly urgencies = computed<FilterChoice[]>(() => [
    { value: '', text: this.t('careStandards.urgency.any') },
    ...URGENCY_CHOICES.map((levels) => ({ value: levels.join(' '), text: this.urgencyText(levels) })),
  ]);
  protected readonly holidays = computed<FilterChoice[]>(() => [
    { value: 'no', text: this.t('careStandards.holidays.no') },
    { value: 'yes', text: this.t('careStandards.holidays.yes') },
  ]);

  protected chooseWho(who: string): void {
    this.changed.emit({ who: who as StandardActor });
  }

  protected chooseEvery(every: string): void {
    this.changed.emit({ every: every as StandardFrequency });
  }

  protected chooseUrgency(value: string): void {
    this.changed.emit({ urgencies: URGENCY_CHOICES.find((levels) => levels.join(' ') === value) ?? null });
  }

  protected chooseWindow(part: string): void {
    this.changed.emit({ part: part as WindowPartKind });
  }

  protected chooseGrace(days: string): void {
    this.changed.emit({ graceDays: Number(days) });
  }

  protected typeDays(event: Event): void {
    const { value } = event.target as HTMLInputElement;
    this.changed.emit({ days: value === '' ? null : Number(value) });
  }

  private urgencyText(levels: readonly string[]): string {
    const text = this.words.either(levels);
    return levels.length > 1 ? text : this.t('careStandards.urgency.only', { urgency: text });
  }

  private choices(codes: readonly string[], group: string): FilterChoice[] {
    return codes.map((value) => ({ value, text: this.t(`careStandards.${group}.${value}`) }));
  }
}
