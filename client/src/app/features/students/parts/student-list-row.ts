import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { UrlTree } from '@angular/router';
import { RouterLink } from '@angular/router';
import { monthOf, type DutyView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { CategoryChip } from '../../../ui/category/category-chip.js';
import { DutyChip } from '../../../ui/duty/duty-chip.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Face } from '../../../ui/person/face.js';
import type { StudentRow } from '../data/student-row.js';
import { UrgencyMark } from './urgency-mark.js';

/** One child in the list: the name, what tells the child apart, and why the school cares or what is to be done. */
@Component({
  selector: 'tx-student-list-row',
  imports: [CategoryChip, DutyChip, Face, Icon, RouterLink, UrgencyMark],
  templateUrl: './student-list-row.html',
  styleUrl: './student-list-row.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StudentListRow {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly classes = inject(ClassWords);
  readonly student = input.required<StudentRow>();
  readonly link = input.required<UrlTree | undefined>();
  readonly chosen = input(false);

  protected readonly line = computed(() => {
    const { class: ofStudent, age, village } = this.student();
    return [this.classes.label(ofStudent), age === null ? null : this.t('students.age', { age }), village].filter(
      (part): part is string => !!part,
    );
  });
  protected readonly never = computed(() => this.student().duties.some((duty) => duty.neverCaredFor));
  protected readonly resting = computed(() => {
    const status = this.student().status;
    return status !== null && status !== 'open' ? status : null;
  });

  /** The standard, and the month it is for where it asks every month. */
  protected what(duty: DutyView): string {
    const standard = this.t(`standards.${duty.standard.code}`);
    if (duty.standard.code !== 'monthlyTalk') return standard;
    return `${standard} · ${this.days.shortMonth(monthOf(duty.window.from))}`;
  }
}
