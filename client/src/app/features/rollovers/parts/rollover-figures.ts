import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { RolloverCountsView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';

const FIGURES = [
  'classesMoving',
  'classesGraduating',
  'pupilsLeaving',
  'pupilsStaying',
  'filesClosing',
  'assignmentsEnding',
  'termsMade',
  'classesMade',
] as const satisfies readonly (keyof RolloverCountsView)[];

/** How many of each a rollover touches; what is nought is left out, but for the files that close. */
@Component({
  selector: 'tx-rollover-figures',
  template: `
    <dl>
      @for (figure of figures(); track figure.name) {
        <div>
          <dt>{{ t('rollovers.figures.' + figure.name) }}</dt>
          <dd>{{ figure.count }}</dd>
        </div>
      }
    </dl>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
      gap: 10px;
    }

    div {
      display: flex;
      flex-direction: column-reverse;
      justify-content: flex-end;
      padding: 14px 16px;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--tx-card-quiet);
    }

    dt {
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    dd {
      font: var(--mat-sys-headline-small);
      font-weight: 700;
      font-variant-numeric: tabular-nums;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RolloverFigures {
  protected readonly t = translate();
  readonly counts = input.required<RolloverCountsView>();
  protected readonly figures = computed(() =>
    FIGURES.map((name) => ({ name, count: this.counts()[name] })).filter(
      ({ name, count }) => count > 0 || name === 'filesClosing',
    ),
  );
}
