import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { Mood } from '@tongxin/shared';

/** The mouth of each face, in a box of 24 by 24. */
const MOUTHS: Record<Mood, string> = {
  veryLow: 'M7.6 17.2c1-2 2.6-3 4.4-3s3.4 1 4.4 3',
  low: 'M8.2 16.4c1-1 2.3-1.5 3.8-1.5s2.8.5 3.8 1.5',
  even: 'M8.2 15.4h7.6',
  good: 'M8.2 14.4c1 1.1 2.3 1.7 3.8 1.7s2.8-.6 3.8-1.7',
  veryGood: 'M7.4 13.6h9.2c-.3 2.5-2.2 4.2-4.6 4.2s-4.3-1.7-4.6-4.2Z',
};

/** One of the five faces. The word for it stands beside it or in the label around it. */
@Component({
  selector: 'tx-mood-face',
  template: `
    <svg viewBox="0 0 24 24" focusable="false">
      <circle class="head" cx="12" cy="12" r="10" />
      @if (mood() === 'veryLow') {
        <path class="line" d="M7 9l2.6-1.2M17 9l-2.6-1.2" />
      }
      <circle class="eye" cx="8.7" [attr.cy]="mood() === 'veryLow' ? 10.8 : 10" r="1.25" />
      <circle class="eye" cx="15.3" [attr.cy]="mood() === 'veryLow' ? 10.8 : 10" r="1.25" />
      <path [class.filled]="mood() === 'veryGood'" class="line" [attr.d]="mouth()" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: 1em;
      height: 1em;
      font-size: 28px;
    }

    svg {
      width: 100%;
      height: 100%;
    }

    .head {
      fill: var(--tx-mood-fill, transparent);
      stroke: currentColor;
      stroke-width: 1.6;
    }

    .eye,
    .filled {
      fill: currentColor;
    }

    .line {
      stroke: currentColor;
      stroke-width: 1.6;
      stroke-linecap: round;
      stroke-linejoin: round;
    }

    .line:not(.filled) {
      fill: none;
    }
  `,
  host: { 'aria-hidden': 'true' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MoodFace {
  readonly mood = input.required<Mood>();
  protected readonly mouth = computed(() => MOUTHS[this.mood()]);
}
