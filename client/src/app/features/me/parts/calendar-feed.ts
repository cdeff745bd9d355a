import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ReminderSettingsView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { RemindersApi } from '../../reminders/data/reminders.api.js';

/** The secret address of one's own calendar: made, copied, made anew, ended. It is shown once only. */
@Component({
  selector: 'tx-calendar-feed',
  imports: [Icon, MatButton],
  template: `
    @if (address(); as shown) {
      <p class="muted">{{ t('reminders.calendar.once') }}</p>
      <p class="address" tabindex="0">{{ shown }}</p>
      <div class="ways">
        <button matButton="filled" type="button" (click)="copy(shown)">
          <tx-icon name="copy" />{{ t('reminders.calendar.copy') }}
        </button>
        <a matButton="outlined" [href]="subscribe()">{{ t('reminders.calendar.open') }}</a>
      </div>
    }
    @if (settings().calendar; as feed) {
      <p class="muted">
        {{ t('reminders.calendar.since', { moment: days.moment(feed.madeAt) }) }}
        {{
          feed.readAt
            ? t('reminders.calendar.read', { moment: days.moment(feed.readAt) })
            : t('reminders.calendar.neverRead')
        }}
      </p>
      <div class="ways">
        <button matButton="tonal" type="button" [attr.aria-busy]="busy()" (click)="make()">
          {{ t('reminders.calendar.anew') }}
        </button>
        <button matButton type="button" [attr.aria-busy]="busy()" (click)="end()">
          {{ t('reminders.calendar.end') }}
        </button>
      </div>
    } @else {
      <div class="ways">
        <button matButton="tonal" type="button" [attr.aria-busy]="busy()" (click)="make()">
          <tx-icon name="calendar" />{{ t('reminders.calendar.make') }}
        </button>
      </div>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 12px;
    }

    .muted {
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    .address {
      padding: 12px 16px;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-surface-container-high);
      font:
        14px/22px ui-monospace,
        Consolas,
        monospace;
      overflow-wrap: anywhere;
      user-select: all;
    }

    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CalendarFeed {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly api = inject(RemindersApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  readonly settings = input.required<ReminderSettingsView>();
  /** An address was made or ended: what is known of it is to be read again. */
  readonly changed = output();

  /** Known only right after it was made. */
  protected readonly address = signal<string | null>(null);
  protected readonly busy = signal(false);
  /** The same address as calendar programs on this device like to be given it. */
  protected readonly subscribe = computed(() => (this.address() ?? '').replace(/^https?:/, 'webcal:'));

  protected make(): Promise<void> {
    return this.act(async () => {
      const { address } = await this.api.makeCalendar();
      this.address.set(new URL(address, window.location.origin).toString());
    });
  }

  protected end(): Promise<void> {
    return this.act(async () => {
      await this.api.endCalendar();
      this.address.set(null);
      this.notices.say(this.t('reminders.calendar.ended'));
    });
  }

  protected async copy(address: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(address);
      this.notices.say(this.t('reminders.calendar.copied'));
    } catch {
      this.notices.say(this.t('reminders.calendar.notCopied'), 'problem');
    }
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
      this.changed.emit();
    }
  }
}
