import { Injectable, computed, inject } from '@angular/core';
import { CARE_FILE_STATUSES } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { CATEGORY_ICONS } from '../../../ui/category/category-chip.js';
import type { FilterChoice } from '../../../ui/filter/filter-chips.js';
import { FoundStudents } from './found-students.js';
import { ownGrants, seenCategories } from './own-grants.js';
import { CARD_CHOICES, type StudentFilter } from './student-filter.js';
import { StudentsApi } from './students.api.js';

/** One filter of the list and what can be chosen in it. */
export interface FilterGroup {
  field: Exclude<keyof StudentFilter, 'due'>;
  label: string;
  choices: readonly FilterChoice[];
}

/** What the viewer may filter by: nobody is offered a class or a category they do not see. */
@Injectable()
export class FilterChoices {
  private readonly t = translate();
  private readonly session = inject(Session);
  private readonly classWords = inject(ClassWords);
  private readonly found = inject(FoundStudents);
  /** Whether the viewer sees children of more classes than those they head. */
  private readonly beyondOwn = computed(() =>
    ownGrants(this.session, 'student.list').some((grant) =>
      grant.scopes.some((scope) => scope === 'school' || scope === 'taught'),
    ),
  );
  private readonly classes = inject(StudentsApi).classes(() => this.found.seen() && this.beyondOwn());

  private readonly classChoices = computed<FilterChoice[]>(() => {
    const shown = this.beyondOwn() ? (this.classes.value()?.items ?? []) : (this.session.view()?.headedClasses ?? []);
    return shown.map((one) => ({ value: one.id, text: this.classWords.label(one) }));
  });

  private readonly categoryCodes = computed(() => seenCategories(this.session));

  /** The filters of a search; one with a single choice would be none. */
  readonly groups = computed<FilterGroup[]>(() => [
    ...this.classGroup(),
    ...this.fileGroups(),
    ...this.urgencyGroup(),
    ...this.cardGroup(),
  ]);
  /** What is due can be narrowed by class only. */
  readonly classGroup = computed<FilterGroup[]>(() =>
    this.classChoices().length > 1
      ? [{ field: 'classId', label: this.t('students.class'), choices: this.classChoices() }]
      : [],
  );

  private readonly cardGroup = computed<FilterGroup[]>(() =>
    this.session.may('contactCard.verify')
      ? [
          {
            field: 'card',
            label: this.t('students.cardFilter.label'),
            choices: CARD_CHOICES.map((value) => ({ value, text: this.t(`students.cardFilter.${value}`) })),
          },
        ]
      : [],
  );

  private readonly fileGroups = computed<FilterGroup[]>(() =>
    this.categoryCodes().length === 0
      ? []
      : [
          {
            field: 'category',
            label: this.t('students.category'),
            choices: this.categoryCodes().map((code) => ({
              value: code,
              text: this.t(`categories.${code}`),
              icon: CATEGORY_ICONS[code],
            })),
          },
          {
            field: 'status',
            label: this.t('students.status'),
            choices: CARE_FILE_STATUSES.map((code) => ({ value: code, text: this.t(`careFileStatuses.${code}`) })),
          },
        ],
  );

  /** How urgent it is, for those who see it of some child. */
  private readonly urgencyGroup = computed<FilterGroup[]>(() =>
    ownGrants(this.session, 'student.list').some((grant) => !grant.withheld?.includes('urgency'))
      ? [
          {
            field: 'urgency',
            label: this.t('students.urgency.title'),
            choices: (['raised', 'high'] as const).map((code) => ({
              value: code,
              text: this.t(`students.urgency.atLeast.${code}`),
            })),
          },
        ]
      : [],
  );

  /** What is to be done; that nobody was ever cared for tells of talks and is for those who may know of them. */
  readonly due = computed<FilterChoice[]>(() => [
    { value: '', text: this.t('words.all') },
    ...(this.session.may('timeline.view') ? [{ value: 'never', text: this.t('students.due.never') }] : []),
    { value: 'overdue', text: this.t('students.due.overdue') },
    { value: 'due', text: this.t('students.due.due') },
  ]);
}
