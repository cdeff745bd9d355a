import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import { LIMITS, type GuardianLinkMade, type GuardianLinkView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { FormSending } from '../../../core/forms/form-refusals.js';
import { OpenStudent } from '../../students/data/open-student.js';
import { GuardianLinksApi } from '../data/guardian-links.api.js';
import { LinkSlip } from '../parts/link-slip.js';

const ICONS: Record<GuardianLinkView['state'], IconName> = {
  waiting: 'hourglass',
  opened: 'visibility',
  confirmed: 'verified-fill',
  corrected: 'edit-note',
  expired: 'schedule',
  revoked: 'block',
};

/** Links for the guardians of one child: make one, hand it over, see what became of it, take it back. A new link is shown this once. */
@Component({
  selector: 'tx-guardian-links-page',
  imports: [
    EmptyState,
    Icon,
    LinkSlip,
    MatButton,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    RouterLink,
    States,
  ],
  templateUrl: './guardian-links.page.html',
  styleUrl: './guardian-links.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GuardianLinksPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly student = inject(OpenStudent);
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly icons = ICONS;
  private readonly api = inject(GuardianLinksApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  protected readonly list = this.api.list(() => this.student.id() || undefined);
  protected readonly made = signal<GuardianLinkMade | null>(null);
  protected readonly mayMake = computed(() => this.list.value()?.mayMake ?? false);
  protected readonly guardians = computed(() =>
    (this.student.view()?.contactCard?.guardians ?? []).filter(({ deceased }) => !deceased),
  );
  protected readonly form = new FormGroup({
    guardianId: new FormControl('', { nonNullable: true }),
    note: new FormControl('', { nonNullable: true }),
  });

  protected isOpen({ state }: GuardianLinkView): boolean {
    return state === 'waiting' || state === 'opened';
  }

  protected when(link: GuardianLinkView): string {
    if (link.usedAt) return this.days.moment(link.usedAt);
    if (link.revokedAt) return this.days.moment(link.revokedAt);
    return this.t('guardianLinks.until', { moment: this.days.moment(link.expiresAt) });
  }

  protected async make(): Promise<void> {
    const { guardianId, note } = this.form.getRawValue();
    const made = await this.sending.send(this.form, () =>
      this.api.make(this.student.id(), {
        ...(guardianId ? { guardianId } : {}),
        ...(note.trim() ? { note: note.trim() } : {}),
      }),
    );
    if (!made) return;
    this.made.set(made);
    this.form.reset();
    this.list.reload();
  }

  protected async copy({ url }: GuardianLinkMade): Promise<void> {
    try {
      await navigator.clipboard.writeText(url);
      this.notices.say(this.t('guardianLinks.copied'));
    } catch {
      this.notices.say(this.t('guardianLinks.notCopied'), 'problem');
    }
  }

  protected print(): void {
    window.print();
  }

  protected async revoke(link: GuardianLinkView): Promise<void> {
    try {
      await this.api.revoke(this.student.id(), link.id);
      if (this.made()?.link.id === link.id) this.made.set(null);
      this.notices.say(this.t('guardianLinks.revokedNow'));
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
    this.list.reload();
  }
}
