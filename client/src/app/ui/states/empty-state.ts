import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { IconName } from '../icon/icon-name.js';
import { Icon } from '../icon/icon.js';

/** Nothing here: what this is, why it is empty, and one thing to do (as content). */
@Component({
  selector: 'tx-empty',
  imports: [Icon],
  template: `
    <span class="disc"><tx-icon [name]="icon()" /></span>
    <p class="title">{{ title() }}</p>
    @if (why(); as reason) {
      <p class="muted">{{ reason }}</p>
    }
    <ng-content />
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 8px;
      padding: 48px 24px;
      text-align: center;
    }

    .disc {
      display: grid;
      place-items: center;
      width: 72px;
      height: 72px;
      margin-bottom: 8px;
      border-radius: 50%;
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);

      tx-icon {
        font-size: 32px;
      }
    }

    .title {
      font: var(--mat-sys-title-medium);
    }

    .muted {
      max-width: 44ch;
      margin-bottom: 12px;
      font: var(--mat-sys-body-medium);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmptyState {
  readonly icon = input.required<IconName>();
  readonly title = input.required<string>();
  readonly why = input<string>();
}
