import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import sprite from '../../../assets/icons.svg';
import type { IconName } from './icon-name.js';

/** One of our own symbols, drawn in the colour of the text beside it. Decoration only: the meaning stands in words next to it. */
@Component({
  selector: 'tx-icon',
  template: `<svg focusable="false"><use [attr.href]="address()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: 1em;
      height: 1em;
      font-size: 24px;
      line-height: 1;
      vertical-align: middle;
    }

    svg {
      width: 100%;
      height: 100%;
      fill: currentColor;
    }
  `,
  host: { 'aria-hidden': 'true' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly address = computed(() => `${sprite}#${this.name()}`);
}
