import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { toParams } from '../data/duty-lists.js';
import { OverviewApi } from '../data/overview.api.js';

/** What stands beside the month: what waits for a decision, who is excused, and all that is overdue in the term. */
@Component({
  selector: 'tx-side-figures',
  imports: [Icon, RouterLink],
  template: `
    @if (approvals.value(); as waiting) {
      @if (waiting.needsYou > 0) {
        <a class="needs-you" routerLink="/approvals">
          <tx-icon name="task-done" />
          {{ t('overview.side.approvals', { count: waiting.needsYou }) }}
        </a>
      }
    }
    @if (exemptions.value()?.total; as count) {
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
  private readonly api = inject(OverviewApi);
  readonly month = input.required<string>();
  protected readonly exemptions = this.api.exemptions(() => this.session.may('exemption.view'));
  protected readonly approvals = this.api.approvals(() => this.session.may('approval.decide'));
  protected readonly overdue = computed(() => toParams({ month: this.month(), status: 'overdue', term: true }));
}
