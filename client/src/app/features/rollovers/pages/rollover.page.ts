import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { schoolYearLabel, schoolYearName, type RolloverClassView, type RolloverView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { beginnersKey, firstChoices, toRequest, type RolloverChoices } from '../data/rollover-choices.js';
import { RolloversApi } from '../data/rollovers.api.js';
import { RolloverFigures } from '../parts/rollover-figures.js';

/** The step into a new school year: who moves up, who leaves; tried first, run once, taken back within a day. */
@Component({
  selector: 'tx-rollover-page',
  imports: [
    Icon,
    MatButton,
    MatCheckbox,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    PageHeader,
    ProblemPanel,
    RolloverFigures,
    RouterLink,
    States,
  ],
  templateUrl: './rollover.page.html',
  styleUrl: './rollover.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RolloverPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly key = beginnersKey;
  private readonly texts = inject(Texts);
  private readonly session = inject(Session);
  private readonly sentences = inject(ProblemSentences);
  private readonly notices = inject(UndoBar);
  private readonly sheets = inject(Sheets);
  private readonly api = inject(RolloversApi);

  protected readonly preview = this.api.preview();
  protected readonly mayRun = computed(() => this.session.may('rollover.run'));
  protected readonly choices = linkedSignal<RolloverChoices | null>(() => {
    const preview = this.preview.value();
    return preview ? firstChoices(preview) : null;
  });
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  /** What trying it out said; gone as soon as something else is chosen. */
  protected readonly tried = linkedSignal<RolloverChoices | null, RolloverView | null>({
    source: this.choices,
    computation: () => null,
  });

  protected readonly moving = computed(() => this.classes().filter(({ next }) => next !== null));
  protected readonly graduating = computed(() => this.classes().filter(({ next }) => next === null));
  private readonly classes = computed(() => this.preview.value()?.classes ?? []);

  /** `2027–2028学年`, `2027–2028`. */
  protected year(toYear: number): string {
    const language = this.texts.language();
    return language === 'en' ? schoolYearName(toYear) : schoolYearLabel(toYear, language);
  }

  protected label(one: RolloverClassView): string {
    return this.texts.language() === 'en' ? one.labelEn : one.label;
  }

  protected next(one: RolloverClassView): string {
    return (this.texts.language() === 'en' ? one.nextEn : one.next) ?? '';
  }

  protected inLanguage(one: { label: string; labelEn: string }): string {
    return this.texts.language() === 'en' ? one.labelEn : one.label;
  }

  protected heads(one: RolloverClassView): string {
    return one.headTeachers.map(({ name }) => name).join(' · ') || this.t('rollovers.noHead');
  }

  protected setTerm(ordinal: number, field: 'from' | 'to', day: string): void {
    this.change((now) => ({
      ...now,
      terms: now.terms.map((term) => (term.ordinal === ordinal ? { ...term, [field]: day } : term)),
    }));
  }

  protected take(key: string, taken: boolean): void {
    this.change((now) => ({ ...now, leftOut: without(now.leftOut, key, taken) }));
  }

  protected stay(classId: string, staying: boolean): void {
    this.change((now) => ({ ...now, staying: without(now.staying, classId, !staying) }));
  }

  /** The sentence at a field the server refused: `/terms/0/from`. */
  protected refusal(pointer: string): string | null {
    const wrong = this.problem()?.field(pointer);
    return wrong ? this.sentences.fieldSentence(wrong.code, wrong.params) : null;
  }

  protected async tryOut(): Promise<void> {
    const tried = await this.send(true);
    if (tried) this.tried.set(tried);
  }

  protected async run(): Promise<void> {
    const preview = this.preview.value();
    const tried = this.tried() ?? (await this.send(true));
    if (!preview || !tried) return;
    this.tried.set(tried);
    const { RolloverSheet } = await import('../parts/rollover.sheet.js');
    const sure = await this.sheets.open<InstanceType<typeof RolloverSheet>, unknown, boolean>(RolloverSheet, {
      data: { schoolYear: this.year(preview.toYear), counts: tried.counts },
    });
    if (!sure) return;
    const done = await this.send(false);
    if (!done) return;
    this.notices.say(this.t('rollovers.done', { year: this.year(preview.toYear) }));
    this.preview.reload();
  }

  protected async undo(id: string): Promise<void> {
    await this.while(async () => {
      await this.api.undo(id);
      this.notices.say(this.t('rollovers.undone'));
      this.preview.reload();
    });
  }

  private send(dryRun: boolean): Promise<RolloverView | undefined> {
    return this.while(async () => {
      const preview = this.preview.value();
      const choices = this.choices();
      return preview && choices ? this.api.run(toRequest(preview, choices, dryRun)) : undefined;
    });
  }

  private async while<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (this.busy()) return undefined;
    this.busy.set(true);
    this.problem.set(null);
    try {
      return await work();
    } catch (error) {
      this.problem.set(toRequestProblem(error));
      return undefined;
    } finally {
      this.busy.set(false);
    }
  }

  private change(by: (now: RolloverChoices) => RolloverChoices): void {
    this.problem.set(null);
    this.choices.update((now) => now && by(now));
  }
}

/** The list with a key taken out, or put in. */
function without(list: readonly string[], key: string, out: boolean): readonly string[] {
  return out ? list.filter((one) => one !== key) : [...list, key];
}
