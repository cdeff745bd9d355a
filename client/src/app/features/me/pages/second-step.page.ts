import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { RecoveryCodes } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { goOnTo } from '../../../core/session/guards.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { NoticeBar } from '../../../shell/notice/notice-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { States } from '../../../ui/states/states.js';
import { OwnAccountApi } from '../data/own-account.api.js';
import { DoorFrame } from '../parts/door-frame.js';
import type { PasswordSheet, PasswordSheetData } from '../parts/password.sheet.js';
import { RecoveryCodeList } from '../parts/recovery-codes.js';
import { SecondStepSetup } from '../parts/second-step-setup.js';

/** Two-step sign-in of one's own account: set it up, print new recovery codes, turn it off. Comes first where the posts ask for it. */
@Component({
  selector: 'tx-second-step-page',
  imports: [DoorFrame, Icon, MatButton, NoticeBar, RecoveryCodeList, RouterLink, SecondStepSetup, States],
  templateUrl: './second-step.page.html',
  styleUrl: './second-step.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SecondStepPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly api = inject(OwnAccountApi);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);

  /** Where the person wanted to go. */
  readonly to = input<string>();

  protected readonly state = this.api.secondFactor();
  /** Codes just made; gone when the page is left. */
  protected readonly codes = signal<readonly string[] | null>(null);
  /** Nothing else is open before it is set up. */
  protected readonly demanded = computed(() => {
    const view = this.session.view();
    return !!view?.secondFactorRequired && !view.secondFactor;
  });

  protected confirmed(codes: readonly string[]): void {
    this.codes.set(codes);
    this.state.reload();
  }

  /** Only now do the screens open: the codes are shown this once. */
  protected async kept(): Promise<void> {
    await this.session.load();
    const wanted = goOnTo(this.to());
    await this.router.navigateByUrl(wanted === '/' && !this.to() ? '/me' : wanted);
  }

  protected async renew(): Promise<void> {
    const made = await this.askPassword<RecoveryCodes>({
      title: this.t('ownAccount.recovery.renew'),
      why: this.t('ownAccount.recovery.renewWhy'),
      action: this.t('ownAccount.recovery.renew'),
      act: (password) => this.api.renewRecoveryCodes(password),
    });
    if (made) this.confirmed(made.value.codes);
  }

  protected async turnOff(): Promise<void> {
    const done = await this.askPassword<void>({
      title: this.t('ownAccount.secondStep.turnOff'),
      why: this.t('ownAccount.secondStep.turnOffWhy'),
      action: this.t('ownAccount.secondStep.turnOff'),
      act: (password) => this.api.endSecondFactor(password),
    });
    if (!done) return;
    await this.session.load();
    this.notices.say(this.t('ownAccount.secondStep.turnedOff'));
    this.state.reload();
  }

  private async askPassword<T>(data: PasswordSheetData<T>): Promise<{ value: T } | undefined> {
    const part = (await import('../parts/password.sheet.js')).PasswordSheet;
    return this.sheets.open<PasswordSheet<T>, PasswordSheetData<T>, { value: T }>(part, { data });
  }
}
