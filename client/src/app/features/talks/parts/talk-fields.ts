import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, TALK_MODES, TALK_PLACES, TALK_TOPICS, addDays, lengthOf, type TalkTopic } from '@tongxin/shared';
import { map, startWith, switchMap } from 'rxjs';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { Session } from '../../../core/session/session.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { TalkDraft, TalkFieldProblem } from '../data/talk-draft.js';
import type { TalkForm } from '../data/talk-form.js';
import { ChildrenChoice } from './children-choice.js';
import { ChoiceChips } from './choice-chips.js';
import { ConcernChoice } from './concern-choice.js';
import { MoodChoice } from './mood-choice.js';

/** The fields of a talk: first what takes one tap, the rest behind "more". Refusals stand at their field. */
@Component({
  selector: 'tx-talk-fields',
  imports: [
    ChildrenChoice,
    ChoiceChips,
    ConcernChoice,
    Icon,
    MatCheckbox,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    MoodChoice,
    NgTemplateOutlet,
    ReactiveFormsModule,
  ],
  templateUrl: './talk-fields.html',
  styleUrl: './talk-fields.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkFields {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly session = inject(Session);
  private readonly sentences = inject(ProblemSentences);

  readonly form = input.required<TalkForm>();
  readonly problems = input<readonly TalkFieldProblem[]>([]);
  /** A recorded talk belongs to its child for good; only a new one may be for several. */
  readonly childrenChoosable = input(true);
  /** Whether the form begins with choosing the children, because none was named when it was opened. */
  readonly childrenFirst = input(false);
  /** Whether the fields behind "more" are shown. */
  readonly expanded = model(false);

  private readonly typed = toSignal(
    toObservable(this.form).pipe(
      switchMap((form) =>
        form.valueChanges.pipe(
          map(() => form.getRawValue()),
          startWith(form.getRawValue()),
        ),
      ),
    ),
  );
  protected readonly value = computed<TalkDraft>(() => this.typed() ?? this.form().getRawValue());
  protected readonly today = this.session.today;
  protected readonly yesterday = computed(() => addDays(this.today(), -1));
  protected readonly otherDay = computed(
    () => this.value().heldOn !== this.today() && this.value().heldOn !== this.yesterday(),
  );

  protected readonly topics = computed(() =>
    TALK_TOPICS.map((topic) => ({ value: topic, text: this.t(`topics.${topic}`), icon: `topic-${topic}` as IconName })),
  );
  protected readonly places = TALK_PLACES;
  protected readonly modes = TALK_MODES;
  protected readonly limits = LIMITS;
  protected readonly length = computed(() => lengthOf(this.value().summary));

  protected set<Field extends keyof TalkDraft>(field: Field, value: TalkDraft[Field]): void {
    const control = this.form().controls[field];
    (control as unknown as { setValue(next: TalkDraft[Field]): void }).setValue(value);
    control.markAsDirty();
  }

  protected setTopics(topics: readonly string[]): void {
    this.set(
      'topics',
      TALK_TOPICS.filter((topic): topic is TalkTopic => topics.includes(topic)),
    );
  }

  /** The sentence at a field, or null where the field is accepted. */
  protected refusal(field: keyof TalkDraft): string | null {
    const problem = this.problems().find((one) => one.field === field);
    return problem ? this.sentences.fieldSentence(problem.code, problem.params) : null;
  }
}
