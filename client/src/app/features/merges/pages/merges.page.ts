import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { CandidateChild, MergeCandidate, MergeView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { together } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { MergesApi } from '../data/merges.api.js';

/** Files that may have been made twice, the likeliest first, and those that have been made one. */
@Component({
  selector: 'tx-merges-page',
  imports: [EmptyState, Icon, MatButton, PageHeader, RouterLink, States],
  templateUrl: './merges.page.html',
  styleUrl: './merges.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MergesPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly classes = inject(ClassWords);
  private readonly api = inject(MergesApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  private readonly found = this.api.candidates();
  private readonly done = this.api.list();
  protected readonly both = together([this.found, this.done]);
  protected readonly candidates = computed(() => this.found.value()?.items);
  protected readonly merges = computed(() => this.done.value()?.items ?? []);
  protected readonly busy = signal(false);

  protected line(child: CandidateChild): string {
    return [
      child.class ? this.classes.label(child.class) : this.t('merges.noClass'),
      child.birthDate ? this.days.date(child.birthDate) : this.t('merges.noBirthDate'),
      this.t(child.careFile ? 'merges.hasFile' : 'merges.noFile'),
    ].join(' · ');
  }

  /** The two are two children: the pair goes from the list at once. */
  protected async differ(pair: MergeCandidate): Promise<void> {
    await this.attempt(async () => {
      await this.api.differ(pair.one.id, pair.other.id);
      this.found.change((page) => ({ ...page, items: page.items.filter((one) => one !== pair) }));
      this.notices.say(this.t('merges.saidTwo'));
    });
  }

  protected async undo(merge: MergeView): Promise<void> {
    await this.attempt(async () => {
      await this.api.undo(merge.id);
      this.notices.say(this.t('merges.undone', { name: merge.kept.name }));
      this.found.reload();
      this.done.reload();
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await act();
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    } finally {
      this.busy.set(false);
    }
  }
}
