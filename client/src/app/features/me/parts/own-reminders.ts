import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { DayWords } from '../../../core/days/day-words.js';
import { together } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { States } from '../../../ui/states/states.js';
import { DigestWords } from '../../reminders/data/digest-words.js';
import { RemindersApi } from '../../reminders/data/reminders.api.js';
import { CalendarFeed } from './calendar-feed.js';
import { MailReminder } from './mail-reminder.js';

const MORNINGS = 5;

/** How one is reminded: by mail, by a calendar of one's own; and what the last mornings brought. */
@Component({
  selector: 'tx-own-reminders',
  imports: [CalendarFeed, MailReminder, States],
  template: `
    <tx-states [of]="both" [count]="3">
      @if (settings.value(); as view) {
        <h3>{{ t('reminders.mail.title') }}</h3>
        @if (view.mailAvailable) {
          <tx-mail-reminder [settings]="view" (changed)="settings.reload()" />
        } @else {
          <p class="muted">{{ t('reminders.mail.notAvailable') }}</p>
        }
        <h3>{{ t('reminders.calendar.title') }}</h3>
        <p class="muted">{{ t('reminders.calendar.why') }}</p>
        <tx-calendar-feed [settings]="view" (changed)="settings.reload()" />
        <h3>{{ t('reminders.lastMornings') }}</h3>
        <ul>
          @for (digest of digests.value()?.items ?? []; track digest.day) {
            <li>
              <time [attr.datetime]="digest.day">{{ days.day(digest.day) }}</time>
              <span>{{ words.line(digest) }}</span>
            </li>
          } @empty {
            <li class="muted">{{ t('reminders.noMornings') }}</li>
          }
        </ul>
      }
    </tx-states>
  `,
  styles: `
    :host {
      display: block;
      margin-top: 12px;
    }

    h3 {
      margin-top: 8px;
      font: var(--mat-sys-title-small);
      color: var(--mat-sys-on-surface-variant);
    }

    .muted {
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    li {
      display: flex;
      flex-wrap: wrap;
      gap: 2px 16px;
      padding: 10px 0;

      & + li {
        border-top: 1px solid var(--tx-line);
      }
    }

    time {
      min-width: 112px;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OwnReminders {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly words = inject(DigestWords);
  private readonly api = inject(RemindersApi);
  protected readonly settings = this.api.settings();
  protected readonly digests = this.api.digests(MORNINGS);
  protected readonly both = together([this.settings, this.digests]);
}
