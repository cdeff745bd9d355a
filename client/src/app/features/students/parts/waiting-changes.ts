import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { WaitingCardChange } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { fieldWords } from '../data/field-words.js';

/** What of a card waits for the department, or counts already and waits to be confirmed. */
@Component({
  selector: 'tx-waiting-changes',
  imports: [Icon, RouterLink],
  template: `
    @for (one of waiting(); track one.id) {
      <section>
        <tx-icon name="hourglass" />
        <div>
          <h3>{{ t(one.applied ? 'students.waiting.confirm' : 'students.waiting.title') }}</h3>
          <ul>
            @for (change of one.changes; track $index) {
              <li>
                <span>{{ change.person ? change.person + ' · ' : '' }}{{ words.field(change.field) }}</span>
                @if (change.before !== null) {
                  <del>{{ words.value(change.field, change.before) }}</del>
                  <tx-icon name="arrow-forward" />
                }
                <ins>{{ words.value(change.field, change.after) }}</ins>
              </li>
            }
          </ul>
          <p>{{ one.proposedBy ?? t('students.waiting.guardian') }} · {{ days.since(one.proposedAt) }}</p>
        </div>
        @if (one.own || session.may('contactCard.edit') || session.may('contactCard.approve')) {
          <a [routerLink]="['/approvals', one.id]">{{ t('students.waiting.look') }}</a>
        }
      </section>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 10px;

      &:empty {
        display: none;
      }
    }

    section {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 14px;
      padding: 14px 18px;
      border: 1px dashed var(--mat-sys-tertiary);
      border-radius: var(--mat-sys-corner-large);
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    section > tx-icon {
      color: var(--mat-sys-tertiary);
    }

    div {
      flex: 1;
      min-width: min(220px, 70%);
    }

    h3 {
      font: var(--mat-sys-title-small);
      letter-spacing: 0;
    }

    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 8px;
      margin-top: 4px;
      overflow-wrap: anywhere;

      tx-icon {
        color: var(--mat-sys-outline);
        font-size: 16px;
      }
    }

    del,
    p,
    li > span {
      color: var(--mat-sys-on-surface-variant);
    }

    ins {
      font-weight: 600;
      text-decoration: none;
    }

    p {
      margin-top: 6px;
    }

    a {
      align-self: center;
      padding: 12px 0;
      font: var(--mat-sys-label-large);
      letter-spacing: 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WaitingChanges {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly words = fieldWords();
  protected readonly session = inject(Session);
  readonly waiting = input.required<readonly WaitingCardChange[]>();
}
