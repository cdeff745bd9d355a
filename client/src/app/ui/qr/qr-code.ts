import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { encode } from 'uqr';

/** A QR code, drawn here: nothing of it leaves the device. Dark on light in both themes, because a camera reads it. */
@Component({
  selector: 'tx-qr-code',
  template: `
    <svg
      [attr.viewBox]="'0 0 ' + drawn().size + ' ' + drawn().size"
      role="img"
      [attr.aria-label]="label()"
      shape-rendering="crispEdges"
    >
      <path [attr.d]="drawn().path" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      width: min(240px, 100%);
      padding: 8px;
      border-radius: var(--mat-sys-corner-medium);
      background: white;
    }

    svg {
      display: block;
      width: 100%;
      fill: black;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QrCode {
  readonly of = input.required<string>();
  /** What it is, for whoever listens. */
  readonly label = input.required<string>();

  protected readonly drawn = computed(() => {
    const { data, size } = encode(this.of(), { ecc: 'M', border: 2 });
    const path = data
      .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .filter((square) => square !== '')
      .join('');
    return { size, path };
  });
}
