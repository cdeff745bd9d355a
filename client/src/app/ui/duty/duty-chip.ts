import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { DutyState } from '@tongxin/shared';
import { translate } from '../../core/language/texts.js';
import type { IconName } from '../icon/icon-name.js';
import { Icon } from '../icon/icon.js';

const ICONS: Record<DutyState, IconName> = {
  due: 'schedule',
  done: 'check-circle',
  late: 'history',
  overdue: 'warning',
  exempt: 'block',
};

/** The state of a duty, as icon and word. Persimmon says "needs you"; nothing here is red, for nobody is in danger. */
@Component({
  selector: 'tx-duty-chip',
  imports: [Icon],
  template: `<tx-icon [name]="icon()" /><span>{{ t('dutyStates.' + state()) }}</span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      height: 26px;
      padding: 0 10px 0 6px;
      border-radius: 13px;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-medium);
      letter-spacing: 0;
      white-space: nowrap;
    }

    tx-icon {
      font-size: 18px;
    }

    :host([data-state='overdue']) {
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }

    :host([data-state='done']),
    :host([data-state='late']) {
      background: var(--mat-sys-primary-container);
      color: var(--mat-sys-on-primary-container);
    }
  `,
  host: { '[attr.data-state]': 'state()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DutyChip {
  protected readonly t = translate();
  readonly state = input.required<DutyState>();
  protected readonly icon = computed(() => ICONS[this.state()]);
}
