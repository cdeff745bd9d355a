import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { toParams } from '../data/duty-lists.js';

/** What stands beside the month: what waits for a decision, who is excused, and all that is overdue in the term. */
@Component({
  selector: 'tx-side-figures',
  imports: [Icon, RouterLink],
  template: `
    @if (approvals(); as count) {
      <a class="needs-you" routerLink="/approvals">
        <tx-icon name="task-done" />
        {{ t('overview.side.approvals', { count: count }) }}
      </a>
    }
    @if (exemptions(); as count) {
      <a routerLink="/standards/exemptions">
        <tx-icon name="block" />{{ t('overview.side.exemptions', { count: count }) }}
      </a>
    }
    <a routerLink="/overview/list" [queryParams]="overdue()">
      <tx-icon name="history" />{{ t('overview.side.overdue') }}
    </a>
    @if (session.may('careStandard.view')) {
      <a routerLink="/standards"><tx-icon name="book" />{{ t('overview.side.standards') }}</a>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }

    a {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      min-height: 44px;
      padding: 0 16px 0 12px;
      border-radius: 22px;
      background: var(--tx-card);
      box-shadow: var(--tx-card-shadow);
      color: var(--mat-sys-on-surface);
      font: var(--mat-sys-label-large);
      letter-spacing: 0;
      text-decoration: none;

      &:hover {
        background: var(--mat-sys-surface-container-high);
      }
    }

    .needs-you {
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }

    tx-icon {
      font-size: 20px;
    }

    @media (max-width: 599.98px) {
      a {
        min-height: 48px;
      }
    }
  `,
  host: { class: 'no-print' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SideFigures {
  protected readonly t = translate();
  protected readonly session = inject(Session);
  readonly month = input.required<string>();
  /** How many approvals wait for this person, and how many exemptions are in force; nothing for those who have no such list. */
  readonly approvals = input<number>();
  readonly exemptions = input<number>();
  protected readonly overdue = computed(() => toParams({ month: this.month(), status: 'overdue', term: true }));
}
