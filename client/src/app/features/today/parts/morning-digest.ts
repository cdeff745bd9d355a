import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { DigestWords } from '../../reminders/data/digest-words.js';
import { PutAside } from '../../reminders/data/put-aside.js';
import { RemindersApi } from '../../reminders/data/reminders.api.js';

/** What waited this morning, in one quiet line; it can be put aside until tomorrow. Where it cannot be read, nothing is missing from Today. */
@Component({
  selector: 'tx-morning-digest',
  imports: [Icon, MatIconButton],
  template: `
    @if (digest(); as today) {
      <aside class="card" [attr.aria-label]="t('reminders.morning')">
        <tx-icon name="bell" />
        <p>
          <span class="muted">{{ t('reminders.morning') }}</span>
          {{ words.line(today) }}
        </p>
        <button matIconButton type="button" [attr.aria-label]="t('reminders.putAside')" (click)="aside.put(today.day)">
          <tx-icon name="close" />
        </button>
      </aside>
    }
  `,
  styles: `
    aside {
      display: flex;
      align-items: center;
      gap: 14px;
      min-height: 56px;
      padding: 4px 8px 4px 20px;
    }

    tx-icon {
      flex: none;
      color: var(--mat-sys-primary);
      font-size: 22px;
    }

    button tx-icon {
      color: inherit;
    }

    p {
      flex: 1;
      padding: 8px 0;
      font: var(--mat-sys-body-large);
      letter-spacing: 0;
    }

    .muted {
      margin-right: 8px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MorningDigest {
  protected readonly t = translate();
  protected readonly words = inject(DigestWords);
  protected readonly aside = inject(PutAside);
  private readonly session = inject(Session);
  private readonly reading = inject(RemindersApi).digests(1);

  protected readonly digest = computed(() => {
    const newest = this.reading.value()?.items[0];
    return newest?.day === this.session.today() && this.aside.day() !== newest.day ? newest : null;
  });
}
