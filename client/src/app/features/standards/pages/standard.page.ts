import { ChangeDetectionStrategy, Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import { STANDARD_CODES, type CareStandardView, type StandardCode } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Drafts } from '../../../core/drafts/drafts.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import {
  beginnings,
  draftOf,
  isWhole,
  newDraft,
  requestOf,
  rulesOf,
  withChange,
  type PartName,
  type StandardDraft,
} from '../data/standard-draft.js';
import { StandardsApi } from '../data/standards.api.js';
import { PartEditor } from '../parts/part-editor.js';
import { PreviewPanel } from '../parts/preview-panel.js';
import { StandardSentence } from '../parts/standard-sentence.js';

/** A standard being put together or changed: the sentence with parts to press, and beside it who becomes due. */
@Component({
  selector: 'tx-standard-page',
  imports: [
    EmptyState,
    FilterChips,
    Icon,
    MatButton,
    MatFormField,
    MatInput,
    MatLabel,
    PageHeader,
    PartEditor,
    PreviewPanel,
    ProblemPanel,
    RouterLink,
    StandardSentence,
    States,
  ],
  templateUrl: './standard.page.html',
  styleUrl: './standard.page.scss',
  host: { '(keydown.control.enter)': 'save()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StandardPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly api = inject(StandardsApi);
  private readonly drafts = inject(Drafts);
  private readonly notices = inject(UndoBar);
  private readonly router = inject(Router);
  private readonly sentences = inject(ProblemSentences);
  protected readonly session = inject(Session);

  /** From the address; without it the sentence is a new one. */
  readonly ruleId = input<string>();

  protected readonly reading = this.api.standards();
  protected readonly rule = computed(() => {
    const all = this.reading.value();
    return all && rulesOf(all.items).find((one) => one.ruleId === this.ruleId());
  });
  /** The version to come that is corrected; null where a new one is made. */
  protected readonly edited = computed<CareStandardView | null>(() => this.rule()?.coming ?? null);
  protected readonly beginnings = computed(() => beginnings(this.session.today()));
  private readonly key = computed(() => `standard:${this.edited()?.id ?? this.ruleId() ?? 'new'}`);

  private readonly begun = computed<StandardDraft | undefined>(() => {
    if (!this.ruleId()) return newDraft('monthlyTalk', this.session.today());
    const rule = this.rule();
    if (!rule) return undefined;
    return rule.coming ? draftOf(rule.coming, rule.coming.from) : draftOf(rule.shown, this.beginnings()[0]!);
  });
  protected readonly draft = linkedSignal<StandardDraft | undefined>(() => {
    const begun = this.begun();
    const kept = this.drafts.get<StandardDraft>(this.key());
    // What was typed another day may begin in what is past by now.
    return begun && kept && kept.from >= this.session.today() ? kept : begun;
  });
  protected readonly opened = signal<PartName | null>(null);
  protected readonly whole = computed(() => {
    const draft = this.draft();
    return !!draft && isWhole(draft) && draft.from !== '';
  });
  protected readonly preview = this.api.preview(() => {
    const draft = this.draft();
    if (!draft || !this.whole()) return undefined;
    const ruleId = this.ruleId();
    return { ...requestOf(draft), ...(ruleId ? { ruleId } : {}) };
  });

  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly refusals = computed(() =>
    (this.problem()?.fields ?? []).map((one) => this.sentences.fieldSentence(one.code, one.params)),
  );
  protected readonly codes = computed<FilterChoice[]>(() =>
    STANDARD_CODES.map((value) => ({ value, text: this.t(`standards.${value}`) })),
  );
  protected readonly fromChoices = computed<FilterChoice[]>(() => {
    const from = this.draft()?.from ?? '';
    const offered = this.beginnings().slice(0, 6);
    const all = from !== '' && !offered.includes(from) ? [...offered, from].sort() : offered;
    return all.map((value) => ({ value, text: this.days.date(value) }));
  });

  protected change(change: Partial<StandardDraft>): void {
    const draft = this.draft();
    if (!draft) return;
    const next = withChange(draft, change);
    this.draft.set(next);
    this.drafts.keep(this.key(), next);
  }

  protected chooseCode(code: string): void {
    const draft = this.draft();
    if (!draft) return;
    this.opened.set(null);
    const { from, categories, urgencies } = draft;
    this.change({ ...newDraft(code as StandardCode, from), categories, urgencies });
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement).value;
  }

  protected discard(): void {
    this.drafts.drop(this.key());
    void this.router.navigate(['/standards']);
  }

  protected async save(): Promise<void> {
    const draft = this.draft();
    if (!draft || !this.whole() || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.send(draft);
      this.drafts.drop(this.key());
      this.notices.say(this.t('careStandards.saved', { day: this.days.date(draft.from) }));
      await this.router.navigate(['/standards']);
    } catch (error) {
      const problem = toRequestProblem(error);
      this.problem.set(problem);
      // Somebody else was quicker: what they saved is read, what was typed here stays.
      if (problem.status === 412) this.reading.reload();
    } finally {
      this.busy.set(false);
    }
  }

  private send(draft: StandardDraft): Promise<CareStandardView> {
    const ruleId = this.ruleId();
    const { code, ...change } = requestOf(draft);
    if (!ruleId) return this.api.create({ code, ...change });
    const edited = this.edited();
    return edited ? this.api.edit(edited, change) : this.api.change(ruleId, change);
  }
}
