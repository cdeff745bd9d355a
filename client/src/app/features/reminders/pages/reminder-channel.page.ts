import { ChangeDetectionStrategy, Component, effect, inject, signal, untracked } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { DeliveryView, ReminderChannelRequest, RobotTrial } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { LANGUAGE_NAMES } from '../../../core/language/languages.js';
import { LANGUAGES, Texts, translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { FormSending, refusalWords } from '../../../core/forms/form-refusals.js';
import { RemindersApi } from '../data/reminders.api.js';

const KINDS = ['weCom', 'dingTalk'] as const;

/** The administrator's page of reminders: the group robot, whether mail goes out, and what did not get through. No child is in any of it. */
@Component({
  selector: 'tx-reminder-channel-page',
  imports: [
    EmptyState,
    FilterChips,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    PageHeader,
    ProblemPanel,
    ReactiveFormsModule,
    States,
  ],
  templateUrl: './reminder-channel.page.html',
  styleUrl: './reminder-channel.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReminderChannelPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  private readonly api = inject(RemindersApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  protected readonly channel = this.api.channel();
  protected readonly failures = paged(this.api.notDelivered(), (cursor) => this.api.nextNotDelivered(cursor));
  protected readonly sending = new FormSending();
  protected readonly wrong = refusalWords();
  protected readonly trial = signal<RobotTrial | null>(null);
  protected readonly busy = signal(false);
  protected readonly kind = signal<string>('weCom');
  protected readonly language = signal<string>('zh-CN');
  protected readonly languages = LANGUAGES.map((code) => ({ value: code, text: LANGUAGE_NAMES[code] }));
  protected readonly form = new FormGroup({
    url: new FormControl('', { nonNullable: true }),
    secret: new FormControl('', { nonNullable: true }),
  });

  constructor() {
    effect(() => {
      const view = this.channel.value();
      if (!view) return;
      untracked(() => {
        this.kind.set(view.kind ?? 'weCom');
        this.language.set(view.kind ? view.language : this.texts.language());
        this.form.reset();
      });
    });
  }

  protected kinds(): { value: string; text: string }[] {
    return KINDS.map((kind) => ({ value: kind, text: this.t(`reminders.robot.kinds.${kind}`) }));
  }

  protected why({ way, problem }: DeliveryView): string {
    return problem ? this.t(`reminders.problems.${problem}`) : this.t(`reminders.ways.${way}`);
  }

  protected async save(): Promise<void> {
    const view = this.channel.value();
    if (!view) return;
    const { url, secret } = this.form.getRawValue();
    const request = {
      kind: this.kind(),
      language: this.language(),
      ...(url.trim() ? { url: url.trim() } : {}),
      ...(secret.trim() ? { secret: secret.trim() } : {}),
    } as ReminderChannelRequest;
    const saved = await this.sending.send(this.form, () => this.api.changeChannel(request, view.version));
    if (!saved) return;
    this.trial.set(null);
    this.channel.reload();
    this.notices.say(this.t('reminders.robot.saved'));
  }

  protected tryOut(): Promise<void> {
    return this.act(async () => this.trial.set(await this.api.tryChannel()));
  }

  protected end(version: number): Promise<void> {
    return this.act(async () => {
      await this.api.endChannel(version);
      this.trial.set(null);
      this.channel.reload();
      this.notices.say(this.t('reminders.robot.ended'));
    });
  }

  private async act(act: () => Promise<void>): Promise<void> {
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
