import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { ImportView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';

const ICONS: Record<ImportView['status'], IconName> = {
  checking: 'hourglass',
  checked: 'edit-note',
  committing: 'hourglass',
  committed: 'check-circle',
  failed: 'error',
  cancelled: 'block',
  expired: 'schedule',
};

/** Where an import stands, as icon and words. Persimmon: it waits for somebody. */
@Component({
  selector: 'tx-import-state',
  imports: [Icon],
  template: `<tx-icon [name]="icon()" /><span>{{ t('imports.states.' + status()) }}</span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      height: 30px;
      padding: 0 12px 0 8px;
      border-radius: 15px;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-large);
      letter-spacing: 0;
      white-space: nowrap;
    }

    tx-icon {
      font-size: 20px;
    }

    :host([data-status='checked']) {
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }

    :host([data-status='committed']) {
      background: var(--mat-sys-primary-container);
      color: var(--mat-sys-on-primary-container);
    }

    :host([data-status='failed']) {
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
    }
  `,
  host: { '[attr.data-status]': 'status()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ImportState {
  protected readonly t = translate();
  readonly status = input.required<ImportView['status']>();
  protected readonly icon = computed(() => ICONS[this.status()]);
}
