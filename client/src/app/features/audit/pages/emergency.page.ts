import { ChangeDetectionStrategy, Component, DestroyRef, computed, inject, input, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { EMERGENCY_OUTCOMES, LIMITS, type EmergencyOutcome, type PhoneView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { CategoryChip } from '../../../ui/category/category-chip.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { ContactCardsApi } from '../../students/data/contact-cards.api.js';
import { Dialler } from '../../students/data/dialler.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';
import { TimelineEntry, UrgencyMark } from '../../students/index.js';
import { AuditApi } from '../data/audit.api.js';

const MINUTE = 60_000;

/** One emergency access: the record while it is open, with the minutes left; and the review by somebody else. */
@Component({
  selector: 'tx-emergency-page',
  imports: [
    CategoryChip,
    EmptyState,
    FilterChips,
    FormProblem,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
    RouterLink,
    States,
    TimelineEntry,
    UrgencyMark,
  ],
  templateUrl: './emergency.page.html',
  styleUrl: './emergency.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmergencyPage {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  private readonly api = inject(AuditApi);
  private readonly cards = inject(ContactCardsApi);
  private readonly dialler = inject(Dialler);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  readonly id = input.required<string>();
  protected readonly reading = this.api.emergency(this.id);
  protected readonly view = computed(() => this.reading.value());
  private readonly now = signal(Date.now());
  protected readonly minutes = computed(() => {
    const until = this.view()?.until;
    return until ? Math.max(0, Math.ceil((new Date(until).getTime() - this.now()) / MINUTE)) : 0;
  });
  protected readonly looking = computed(() => (this.view()?.may.includes('look') ?? false) && this.minutes() > 0);
  protected readonly reviewing = computed(() => this.view()?.may.includes('review') ?? false);

  protected readonly file = this.api.file(() => this.childIf('studentFile'));
  protected readonly careFile = this.api.careFile(() =>
    this.file.value()?.careFile ? this.childIf('studentFile') : undefined,
  );
  protected readonly card = this.api.card(() => this.childIf('contactCard'));
  protected readonly timeline = this.api.timeline(() => this.childIf('talks'));
  /** Numbers that were asked for, by the id of the phone. */
  protected readonly shown = signal<ReadonlyMap<string, string>>(new Map());

  protected readonly longest = LIMITS.emergencyReasonMax;
  protected readonly outcome = signal<string>('justified');
  protected readonly outcomes = computed(() =>
    EMERGENCY_OUTCOMES.map((code) => ({ value: code, text: this.t(`emergencyOutcomes.${code}`) })),
  );
  protected readonly form = new FormGroup({
    text: new FormControl('', { nonNullable: true, validators: [needed] }),
  });

  constructor() {
    const clock = setInterval(() => this.now.set(Date.now()), MINUTE / 4);
    inject(DestroyRef).onDestroy(() => clearInterval(clock));
  }

  protected async call(phone: PhoneView): Promise<void> {
    const child = this.childIf('contactCard');
    if (!child) return;
    await this.attempt(async () => {
      const { value } = await this.cards.reveal(child, { what: 'phone', id: phone.id, reason: 'call' });
      this.shown.update((known) => new Map(known).set(phone.id, value));
      this.dialler.dial(value);
    });
  }

  protected async finish(): Promise<void> {
    await this.attempt(async () => {
      const over = await this.api.finish(this.id());
      this.reading.change(() => over);
      this.notices.say(this.t('audit.emergency.finished'));
    });
  }

  protected async review(): Promise<void> {
    const view = this.view();
    if (!view) return;
    const request = { outcome: this.outcome() as EmergencyOutcome, text: this.form.getRawValue().text.trim() };
    const reviewed = await this.sending.send(this.form, () => this.api.review(view.id, request, view.version));
    if (!reviewed) return;
    this.reading.change(() => reviewed);
    this.notices.say(this.t('audit.emergency.reviewSaved'));
  }

  /** The child, while this very kind of record is open to whoever looks. */
  private childIf(kind: string): string | undefined {
    const view = this.view();
    return view && view.kind === kind && this.looking() ? view.student.id : undefined;
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
      this.reading.reload();
    }
  }
}
