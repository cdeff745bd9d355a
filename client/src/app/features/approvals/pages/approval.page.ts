import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ApprovalView, ProposedChangeView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Face } from '../../../ui/person/face.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { States } from '../../../ui/states/states.js';
import { Attachments } from '../../attachments/index.js';
import { fieldWords } from '../../students/data/field-words.js';
import { ApprovalsApi } from '../data/approvals.api.js';
import type { SendBackData } from '../parts/send-back.sheet.js';

/** The lines of one person of a card. */
interface Difference {
  readonly person: string | null;
  readonly changes: readonly ProposedChangeView[];
}

/** One proposal: what changes from what to what, who wants it and why, and the decision. An approval is never shown before the server has said yes. */
@Component({
  selector: 'tx-approval-page',
  imports: [Attachments, Face, Icon, MatButton, RouterLink, States],
  templateUrl: './approval.page.html',
  styleUrl: './approval.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApprovalPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly words = fieldWords();
  private readonly api = inject(ApprovalsApi);
  private readonly classes = inject(ClassWords);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);
  private readonly session = inject(Session);

  readonly id = input.required<string>();

  protected readonly one = this.api.open(() => this.id());
  protected readonly busy = signal<'approve' | 'withdraw' | null>(null);
  protected readonly differences = computed<Difference[]>(() => {
    const groups = new Map<string | null, ProposedChangeView[]>();
    for (const change of this.one.value()?.changes ?? []) {
      groups.set(change.person, [...(groups.get(change.person) ?? []), change]);
    }
    return [...groups].map(([person, changes]) => ({ person, changes }));
  });
  protected readonly overtaken = computed(() => this.one.value()?.changes.some((change) => change.overtaken) ?? false);
  protected readonly applied = computed(() => this.one.value()?.changes.some((change) => change.applied) ?? false);
  protected readonly own = computed(() => this.one.value()?.proposedBy?.id === this.session.view()?.user.id);
  protected readonly mayOpenFile = computed(() => this.session.may('contactCard.view'));

  constructor() {
    // Files belong to the decision; another proposal begins without a press under way.
    effect(() => {
      this.id();
      untracked(() => this.busy.set(null));
    });
  }

  protected nameOf(one: ApprovalView): string {
    return one.student?.name ?? one.about ?? this.t(`approvals.kinds.${one.kind}`);
  }

  protected classOf(one: ApprovalView): string {
    return one.student?.class ? this.classes.label(one.student.class) : '';
  }

  /** Where the child's own page says more of what is to change. */
  protected pageOf(one: ApprovalView): string {
    return one.kind.startsWith('category.') ? 'overview' : 'contacts';
  }

  protected async approve(one: ApprovalView): Promise<void> {
    await this.decide(
      'approve',
      () => this.api.approve(one, this.overtaken() ? { replaceNewer: true } : {}),
      'approvals.approvedNow',
    );
  }

  protected async withdraw(one: ApprovalView): Promise<void> {
    await this.decide('withdraw', () => this.api.withdraw(one), 'approvals.withdrawnNow');
  }

  protected async sendBack(one: ApprovalView): Promise<void> {
    const { SendBackSheet } = await import('../parts/send-back.sheet.js');
    const decided = await this.sheets.open<InstanceType<typeof SendBackSheet>, SendBackData, ApprovalView>(
      SendBackSheet,
      {
        data: { one, takesBack: this.applied() },
      },
    );
    if (!decided) return;
    this.one.change(() => decided);
    this.notices.say(this.t('approvals.sentBackNow'));
  }

  private async decide(step: 'approve' | 'withdraw', act: () => Promise<ApprovalView>, said: string): Promise<void> {
    if (this.busy()) return;
    this.busy.set(step);
    try {
      const decided = await act();
      this.one.change(() => decided);
      this.notices.say(this.t(said));
    } catch (error) {
      const problem = toRequestProblem(error);
      // Somebody was quicker, or the card has changed since: what stands there now is shown, and the person decides on that.
      if (problem.status === 409 || problem.status === 412) this.one.reload();
      this.notices.say(this.sentences.sentence(problem), 'problem');
    } finally {
      this.busy.set(null);
    }
  }
}
