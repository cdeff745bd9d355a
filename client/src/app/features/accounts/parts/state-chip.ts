import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { UserListItem } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';

type Look = 'active' | 'invited' | 'expired' | 'reset' | 'disabled';

const ICONS: Record<Look, IconName> = {
  active: 'check-circle',
  invited: 'hourglass',
  expired: 'warning',
  reset: 'key',
  disabled: 'block',
};

/** Whether somebody has come in: word and symbol, persimmon where the office has something to do. */
@Component({
  selector: 'tx-user-state',
  imports: [Icon],
  template: `<tx-icon [name]="icon()" />{{ t('accounts.states.' + look()) }}`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      gap: 6px;
      align-items: center;
      padding: 4px 10px 4px 8px;
      border-radius: 14px;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-medium);
      letter-spacing: 0;
      white-space: nowrap;
    }

    :host(.active) {
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }

    :host(.expired),
    :host(.reset) {
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }

    tx-icon {
      font-size: 18px;
    }
  `,
  host: { '[class]': 'look()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UserStateChip {
  protected readonly t = translate();
  readonly user = input.required<Pick<UserListItem, 'state' | 'code' | 'passwordSet'>>();

  protected readonly look = computed<Look>(() => {
    const { state, code, passwordSet } = this.user();
    if (state === 'disabled') return 'disabled';
    if (state === 'invited') return !code || code.expired ? 'expired' : 'invited';
    return passwordSet ? 'active' : 'reset';
  });
  protected readonly icon = computed(() => ICONS[this.look()]);
}
