import { ChangeDetectionStrategy, ChangeDetectorRef, Component, computed, inject, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { ActivatedRoute } from '@angular/router';
import { LIMITS, RELATIONSHIP_CODES, type GuardianCardView } from '@tongxin/shared';
import { Texts, translate, type Language } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { Skeleton } from '../../../ui/states/skeleton.js';
import { refusalWords } from '../../../core/forms/form-refusals.js';
import { correctionForm, correctionOf, personForm, saysNothing, type CorrectionForm } from '../data/correction-form.js';
import { GuardianCardApi } from '../data/guardian-card.api.js';
import { CorrectPhones } from '../parts/correct-phones.js';

/** Reasons why a link no longer works: said calmly, with nothing to try again. */
const OVER = ['guardianLink.unknown', 'guardianLink.expired', 'guardianLink.used', 'guardianLink.revoked'];

/** The own child's contact card for a guardian without account: look, say that it is right, or correct it, once. Reached by a link, outside the shell. */
@Component({
  selector: 'tx-guardian-card-page',
  imports: [
    CorrectPhones,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    Skeleton,
  ],
  templateUrl: './guardian-card.page.html',
  styleUrl: './guardian-card.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GuardianCardPage {
  protected readonly t = translate();
  protected readonly texts = inject(Texts);
  protected readonly wrong = refusalWords();
  protected readonly limits = LIMITS;
  protected readonly relationships = RELATIONSHIP_CODES;
  private readonly api = inject(GuardianCardApi);
  private readonly sentences = inject(ProblemSentences);
  private readonly changes = inject(ChangeDetectorRef);

  /** The secret stands behind `#`, which no server ever sees. */
  private readonly token = toSignal(inject(ActivatedRoute).fragment, { requireSync: true });
  protected readonly card = signal<GuardianCardView | null>(null);
  protected readonly form = signal<CorrectionForm | null>(null);
  protected readonly done = signal<'confirmed' | 'corrected' | null>(null);
  protected readonly problem = signal<RequestProblem | null>(null);
  /** What could not be sent, in words; the card or the form stays. */
  protected readonly refusal = signal<string | null>(null);
  protected readonly busy = signal(false);
  protected readonly over = computed(() => {
    const problem = this.problem();
    return problem && OVER.includes(problem.code) ? this.sentences.sentence(problem) : null;
  });
  protected readonly otherLanguage = computed<Language>(() => (this.texts.language() === 'en' ? 'zh-CN' : 'en'));

  constructor() {
    void this.open();
  }

  protected async open(): Promise<void> {
    this.problem.set(null);
    try {
      this.card.set(await this.api.open(this.token() ?? ''));
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    }
  }

  protected correct(card: GuardianCardView): void {
    this.refusal.set(null);
    this.form.set(correctionForm(card));
    scrollTo({ top: 0 });
  }

  protected back(): void {
    this.refusal.set(null);
    this.form.set(null);
  }

  protected addPerson(form: CorrectionForm): void {
    form.controls.people.push(personForm());
    this.changes.markForCheck();
  }

  protected dropPerson(form: CorrectionForm, index: number): void {
    form.controls.people.removeAt(index);
  }

  protected async confirm({ version }: GuardianCardView): Promise<void> {
    await this.send('confirmed', (token) => this.api.confirm(token, version));
  }

  protected async sendCorrection(card: GuardianCardView, form: CorrectionForm): Promise<void> {
    form.markAllAsTouched();
    const correction = correctionOf(form, card);
    if (correction.fields.size > 0 && [...correction.fields.values()].some((field) => field.invalid)) {
      this.refusal.set(this.t('guardianCard.mend'));
      return;
    }
    if (saysNothing(correction)) {
      this.refusal.set(this.t('problems.guardianCard.unchanged'));
      return;
    }
    const problem = await this.send('corrected', (token) =>
      this.api.correct({ token, version: card.version, ...correction.request }),
    );
    for (const { pointer, code, params } of problem?.fields ?? []) {
      correction.fields.get(pointer)?.setErrors({ refused: { code, params } });
      this.changes.markForCheck();
    }
  }

  private async send(
    outcome: 'confirmed' | 'corrected',
    act: (token: string) => Promise<unknown>,
  ): Promise<RequestProblem | null> {
    if (this.busy()) return null;
    this.busy.set(true);
    this.refusal.set(null);
    try {
      await act(this.token() ?? '');
      this.done.set(outcome);
      scrollTo({ top: 0 });
      return null;
    } catch (error) {
      return await this.refused(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }

  /** A card that has changed meanwhile is shown anew; a link that is over says so; else the words stay and can be sent again. */
  private async refused(problem: RequestProblem): Promise<RequestProblem> {
    if (OVER.includes(problem.code)) {
      this.card.set(null);
      this.problem.set(problem);
    } else if (problem.status === 412) {
      this.form.set(null);
      await this.open();
      this.refusal.set(this.t('guardianCard.changedMeanwhile'));
    } else {
      this.refusal.set(problem.fields.length > 0 ? this.t('guardianCard.mend') : this.sentences.sentence(problem));
    }
    return problem;
  }
}
