import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { CareStandardView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { draftOf, type Rule } from '../data/standard-draft.js';
import { StandardWords } from '../data/standard-words.js';
import { StandardsApi } from '../data/standards.api.js';
import { StandardSentence } from './standard-sentence.js';

/** One rule: its sentence, since when, what comes, and what was before. */
@Component({
  selector: 'tx-rule-card',
  imports: [Icon, MatButton, ProblemPanel, RouterLink, StandardSentence],
  templateUrl: './rule-card.html',
  styleUrl: './rule-card.scss',
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RuleCard {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly words = inject(StandardWords);
  private readonly api = inject(StandardsApi);
  private readonly notices = inject(UndoBar);
  private readonly session = inject(Session);
  private readonly sheets = inject(Sheets);
  readonly rule = input.required<Rule>();
  readonly mayEdit = input(false);
  /** Something was changed; the list is to be read again. */
  readonly changed = output();

  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly draft = computed(() => draftOf(this.rule().shown, this.rule().shown.from));
  protected readonly over = computed(() => this.rule().shown.status === 'past');
  /** The rule ends on a day that has been fixed, and nothing follows. */
  protected readonly ends = computed(() => {
    const { present, coming } = this.rule();
    return coming === null ? (present?.to ?? null) : coming.to;
  });
  protected readonly next = computed(() => {
    const today = this.session.today();
    return [...(this.rule().present?.windows ?? []), ...(this.rule().coming?.windows ?? [])].find(
      ({ to }) => to >= today,
    );
  });
  /** What the coming version says otherwise; of a rule that is only coming the sentence itself says it. */
  protected readonly changes = computed(() => {
    const { present, coming } = this.rule();
    if (!present || !coming) return [];
    const draft = draftOf(coming, coming.from);
    return this.words.changedParts(present, coming).map((part) => ({
      part,
      label: this.t(`careStandards.parts.${part}`),
      text: this.words.part(part, draft) || '–',
    }));
  });

  protected span({ from, to }: CareStandardView): string {
    return this.t('careStandards.span', { from: this.days.date(from), to: this.days.date(to ?? from) });
  }

  protected async withdraw(version: CareStandardView): Promise<void> {
    await this.act(async () => {
      await this.api.withdraw(version);
      this.notices.say(this.t('careStandards.withdrawn'));
    });
  }

  protected async goOn(version: CareStandardView): Promise<void> {
    await this.act(async () => {
      await this.api.end(version, null);
      this.notices.say(this.t('careStandards.goesOn'));
    });
  }

  protected async giveUp(version: CareStandardView): Promise<void> {
    const { EndRuleSheet } = await import('./end-rule.sheet.js');
    const ended = await this.sheets.open<InstanceType<typeof EndRuleSheet>, CareStandardView, boolean>(EndRuleSheet, {
      data: version,
    });
    if (ended) this.changed.emit();
  }

  private async act(work: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await work();
      this.changed.emit();
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
