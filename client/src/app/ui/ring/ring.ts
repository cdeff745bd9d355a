import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

const RADIUS = 52;
const ROUND = 2 * Math.PI * RADIUS;

/** A ring that fills as the work gets done, with the figures in its middle: 5 / 12. */
@Component({
  selector: 'tx-ring',
  template: `
    <svg viewBox="0 0 120 120" aria-hidden="true">
      <circle class="track" cx="60" cy="60" r="52" />
      @if (done() > 0) {
        <circle class="done" cx="60" cy="60" r="52" [attr.stroke-dasharray]="dashes()" />
      }
    </svg>
    <p class="figures" aria-hidden="true">
      <strong>{{ done() }}</strong><span>/ {{ of() }}</span>
    </p>
  `,
  styleUrl: './ring.scss',
  host: { role: 'img', '[attr.aria-label]': 'label()', '[class.full]': 'share() >= 1' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Ring {
  readonly done = input.required<number>();
  readonly of = input.required<number>();
  /** The ring in words, for whoever does not see it. */
  readonly label = input.required<string>();
  protected readonly share = computed(() => (this.of() > 0 ? Math.min(this.done() / this.of(), 1) : 0));
  protected readonly dashes = computed(() => `${this.share() * ROUND} ${ROUND}`);
}
