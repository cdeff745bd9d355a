import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

export type SkeletonShape = 'rows' | 'cards' | 'whole';

/** Quiet grey shapes where the answer will stand. */
@Component({
  selector: 'tx-skeleton',
  template: `
    @for (row of rows(); track row) {
      <div class="shape" [class]="shape()">
        @if (shape() === 'rows') {
          <span class="face"></span>
        }
        <span class="lines"><span></span><span></span></span>
      </div>
    }
  `,
  styleUrl: './skeleton.scss',
  host: { 'aria-hidden': 'true' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Skeleton {
  readonly shape = input<SkeletonShape>('rows');
  readonly count = input(5);
  protected readonly rows = computed(() => Array.from({ length: this.count() }, (_, index) => index));
}
