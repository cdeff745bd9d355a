import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { UrgentConcernView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** Urgent concerns nobody has taken, above all figures; they are read and taken on Today. */
@Component({
  selector: 'tx-urgent-strip',
  imports: [Icon, MatButton, RouterLink],
  template: `
    <tx-icon name="sos" />
    <div class="words">
      <h2>{{ t('overview.urgent.title', { count: concerns().length }) }}</h2>
      <p class="danger">{{ t('talks.danger') }}</p>
      <ul>
        @for (concern of concerns(); track concern.talkId) {
          <li>
            <strong>{{ concern.student.name }}</strong>
            {{ classes.label(concern.student.class) }} · {{ days.day(concern.heldOn) }} · {{ concern.by.name }}
          </li>
        }
      </ul>
    </div>
    <a matButton="filled" routerLink="/today">{{ t('overview.urgent.open') }}</a>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 12px 18px;
      padding: 20px 24px;
      border-radius: var(--mat-sys-corner-extra-large);
      background: light-dark(
        var(--mat-sys-error-container),
        color-mix(in srgb, var(--mat-sys-error-container) 50%, var(--tx-card))
      );
      color: var(--mat-sys-on-error-container);
      --mat-button-filled-container-color: var(--mat-sys-error);
      --mat-button-filled-label-text-color: var(--mat-sys-on-error);
    }

    tx-icon {
      font-size: 36px;
    }

    .words {
      flex: 1;
      min-width: min(260px, 70%);
    }

    h2 {
      font: var(--mat-sys-title-large);
      font-weight: 700;
    }

    .danger {
      font: var(--mat-sys-title-medium);
    }

    li {
      margin-top: 4px;
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    strong {
      margin-right: 6px;
      font-size: 17px;
    }
  `,
  host: { class: 'no-print' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UrgentStrip {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  readonly concerns = input.required<readonly UrgentConcernView[]>();
}
