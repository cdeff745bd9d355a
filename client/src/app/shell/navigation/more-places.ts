import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { translate } from '../../core/language/texts.js';
import { Icon } from '../../ui/icon/icon.js';
import type { Destination } from '../destinations.js';

/** The places a phone's bar has no room for, behind one button. */
@Component({
  selector: 'tx-more-places',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger, RouterLink],
  template: `
    <button type="button" [matMenuTriggerFor]="menu">
      <span class="pill"><tx-icon name="menu" /></span>
      <span>{{ t('shell.more') }}</span>
    </button>
    <mat-menu #menu="matMenu" yPosition="above">
      @for (place of places(); track place.path) {
        <a mat-menu-item [routerLink]="place.path">
          <span class="place"><tx-icon [name]="place.icon" />{{ t(place.text) }}</span>
        </a>
      }
    </mat-menu>
  `,
  styles: `
    :host {
      display: flex;
    }

    button {
      display: flex;
      flex: 1;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      gap: 4px;
      min-height: 56px;
      border: 0;
      border-radius: 16px;
      background: none;
      color: var(--mat-sys-on-surface-variant);
      cursor: pointer;
      font: var(--mat-sys-label-medium);
      letter-spacing: 0;
    }

    .place {
      display: flex;
      align-items: center;
      gap: 14px;
    }

    .pill {
      display: grid;
      place-items: center;
      width: 60px;
      height: 32px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MorePlaces {
  protected readonly t = translate();
  readonly places = input.required<readonly Destination[]>();
}
