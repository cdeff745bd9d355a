import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { translate } from '../../../core/language/texts.js';
import { DayWords } from '../../../core/days/day-words.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { goOnTo } from '../../../core/session/guards.js';
import { Session } from '../../../core/session/session.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { OwnAccountApi } from '../data/own-account.api.js';
import { DoorFrame } from '../parts/door-frame.js';

/** What one promises, each with its sign; the words are `ownAccount.notice.<name>` and `…Why`. */
const PROMISES: readonly { name: string; icon: IconName }[] = [
  { name: 'need', icon: 'visibility' },
  { name: 'silence', icon: 'lock' },
  { name: 'dignity', icon: 'heart' },
  { name: 'log', icon: 'history' },
  { name: 'paper', icon: 'print' },
  { name: 'danger', icon: 'sos' },
];

/** The notice on confidentiality: once before the first screen, and whenever somebody wants to read it again. */
@Component({
  selector: 'tx-notice-page',
  imports: [DoorFrame, Icon, MatButton, ProblemPanel, RouterLink],
  templateUrl: './notice.page.html',
  styleUrl: './notice.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NoticePage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly api = inject(OwnAccountApi);
  private readonly session = inject(Session);
  private readonly router = inject(Router);

  /** Where the person wanted to go. */
  readonly to = input<string>();

  protected readonly promises = PROMISES;
  protected readonly accepted = computed(() => this.session.view()?.noticeAccepted ?? false);
  protected readonly name = computed(() => this.session.view()?.user.name ?? '');
  protected readonly since = this.api.notice();
  protected readonly sending = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected async accept(): Promise<void> {
    if (this.sending()) return;
    this.sending.set(true);
    this.problem.set(null);
    try {
      await this.api.acceptNotice();
      await this.session.load();
      await this.router.navigateByUrl(goOnTo(this.to()));
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.sending.set(false);
    }
  }
}
