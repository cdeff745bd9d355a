import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import type { ComponentType } from '@angular/cdk/overlay';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { GrantView, UserView } from '@tongxin/shared';
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
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { AccountsApi } from '../data/accounts.api.js';
import { GrantRow } from '../parts/grant-row.js';
import { UserStateChip } from '../parts/state-chip.js';

/** One colleague: whether the account works, what waits, and every post from when to when with who gave it. */
@Component({
  selector: 'tx-person-page',
  imports: [EmptyState, Face, GrantRow, Icon, MatButton, RouterLink, States, UserStateChip],
  templateUrl: './person.page.html',
  styleUrl: './person.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PersonPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  private readonly session = inject(Session);
  private readonly api = inject(AccountsApi);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  readonly id = input.required<string>();
  protected readonly reading = this.api.person(this.id);
  protected readonly grants = this.api.grants(() => (this.session.may('grant.view') ? this.id() : undefined));
  protected readonly posts = computed(() => this.group((state) => state !== 'past'));
  protected readonly pastPosts = computed(() => this.group((state) => state === 'past'));
  protected readonly own = computed(() => this.session.view()?.user.id === this.id());

  constructor() {
    const before = this.api.changes();
    effect(() => {
      if (this.api.changes() === before) return;
      untracked(() => {
        this.reading.reload();
        this.grants.reload();
      });
    });
  }

  protected facts(person: UserView): string[] {
    return [
      this.t('accounts.invitedOn', { day: this.days.date(person.invitedOn) }),
      person.activatedOn ? this.t('accounts.activatedOn', { day: this.days.date(person.activatedOn) }) : '',
      person.lastSignInOn ? this.t('accounts.lastSignIn', { day: this.days.ago(person.lastSignInOn) }) : '',
    ].filter(Boolean);
  }

  protected async rename(person: UserView): Promise<void> {
    const { RenameSheet } = await import('../parts/rename.sheet.js');
    await this.open(RenameSheet, person);
  }

  protected async makeCode(person: UserView): Promise<void> {
    const { CodeSheet } = await import('../parts/code.sheet.js');
    await this.open(CodeSheet, { person });
  }

  protected async give(person: UserView): Promise<void> {
    const { GrantSheet } = await import('../parts/grant.sheet.js');
    await this.open(GrantSheet, person);
  }

  protected async end(grant: GrantView): Promise<void> {
    const { EndGrantSheet } = await import('../parts/end-grant.sheet.js');
    await this.open(EndGrantSheet, grant);
  }

  /** Switching off can be taken back at once; sessions stay ended, the person signs in again. */
  protected async switch(person: UserView, disabled: boolean): Promise<void> {
    try {
      const changed = await this.api.edit(person, { disabled });
      const text = this.t(disabled ? 'accounts.switch.offDone' : 'accounts.switch.onDone', { name: person.name });
      this.notices.offer(text, () => this.switch(changed, !disabled));
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
      this.reading.reload();
    }
  }

  private group(belongs: (state: GrantView['state']) => boolean): GrantView[] {
    return (this.grants.value()?.items ?? []).filter(({ state }) => belongs(state));
  }

  private async open<Part>(part: ComponentType<Part>, data: unknown): Promise<void> {
    await this.sheets.open(part, { data });
  }
}
