import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { DutySummary } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { percentOf } from '../data/share.js';

type Points = DutySummary['trend'];

const WIDTH = 480;
const HEIGHT = 190;
const TOP = 22;
const FOOT = 40;

/** The talks held of those asked, month by month, as a drawing for paper; the line is the same month of the year before. */
@Component({
  selector: 'tx-trend-drawing',
  template: `
    <svg [attr.viewBox]="box" role="img" [attr.aria-label]="words()">
      @for (line of lines; track line.percent) {
        <line class="grid" x1="0" [attr.x2]="width" [attr.y1]="line.y" [attr.y2]="line.y" />
      }
      @for (column of columns(); track column.month) {
        <rect
          class="bar"
          rx="3"
          [attr.x]="column.x"
          [attr.y]="column.y"
          [attr.width]="column.width"
          [attr.height]="column.height"
        />
        @if (column.before !== null) {
          <line
            class="before"
            [attr.x1]="column.x - 3"
            [attr.x2]="column.x + column.width + 3"
            [attr.y1]="column.before"
            [attr.y2]="column.before"
          />
        }
        <text class="percent" text-anchor="middle" [attr.x]="column.middle" [attr.y]="column.y - 5">
          {{ column.percent }}
        </text>
        <text class="name" text-anchor="middle" [attr.x]="column.middle" [attr.y]="foot + 15">{{ column.name }}</text>
        <text class="count" text-anchor="middle" [attr.x]="column.middle" [attr.y]="foot + 31">{{ column.count }}</text>
      }
    </svg>
    @if (hasBefore()) {
      <p class="muted">{{ t('overview.trend.legend') }}</p>
    }
  `,
  styles: `
    svg {
      display: block;
      width: 100%;
      max-width: 640px;
      height: auto;
      font-family: inherit;
    }

    .bar {
      fill: var(--mat-sys-primary);
      print-color-adjust: exact;
    }

    .grid {
      stroke: var(--mat-sys-outline-variant);
      stroke-width: 1;
    }

    .before {
      stroke: var(--mat-sys-tertiary);
      stroke-width: 3;
      print-color-adjust: exact;
    }

    text {
      fill: var(--mat-sys-on-surface);
      font-size: 12px;
    }

    .count {
      fill: var(--mat-sys-on-surface-variant);
      font-size: 11px;
    }

    .muted {
      font: var(--mat-sys-body-small);
      letter-spacing: 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TrendDrawing {
  protected readonly t = translate();
  private readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  readonly months = input.required<Points>();
  /** Months of the year before, for the line. */
  readonly before = input<Points>([]);

  protected readonly width = WIDTH;
  protected readonly foot = HEIGHT - FOOT;
  protected readonly box = `0 0 ${WIDTH} ${HEIGHT}`;
  protected readonly lines = [0, 50, 100].map((percent) => ({ percent, y: heightOf(percent) }));
  protected readonly columns = computed(() => {
    const slot = WIDTH / Math.max(1, this.months().length);
    const width = Math.min(34, slot * 0.6);
    return this.months().map(({ month, expected, done }, index) => {
      const percent = percentOf(done, expected);
      const y = heightOf(percent ?? 0);
      const earlier = this.before().find((point) => point.month === yearBefore(month));
      const before = earlier ? percentOf(earlier.done, earlier.expected) : null;
      const middle = slot * index + slot / 2;
      return {
        month,
        name: this.texts.language() === 'en' ? this.days.month(month).slice(0, 3) : `${Number(month.slice(5))}月`,
        percent: percent === null ? '–' : `${percent}%`,
        count: `${done}/${expected}`,
        x: middle - width / 2,
        middle,
        width,
        y,
        height: this.foot - y,
        before: before === null ? null : heightOf(before),
      };
    });
  });
  protected readonly hasBefore = computed(() => this.columns().some(({ before }) => before !== null));
  protected readonly words = computed(() =>
    this.months()
      .map(({ month, expected, done }) =>
        this.t('overview.trend.month', { month: this.days.month(month), expected, done }),
      )
      .join('; '),
  );
}

function heightOf(percent: number): number {
  return HEIGHT - FOOT - (percent / 100) * (HEIGHT - FOOT - TOP);
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}
