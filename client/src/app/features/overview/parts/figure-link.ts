import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Texts } from '../../../core/language/texts.js';
import { toParams, type DutyListFilter } from '../data/duty-lists.js';

/** A figure that opens the list it counts. Persimmon where it needs somebody. */
@Component({
  selector: 'tx-figure-link',
  imports: [RouterLink],
  template: `
    <a routerLink="/overview/list" [queryParams]="params()" [class.needs-you]="needsYou() && count() > 0">
      <strong>{{ shown() }}</strong>
      <span>{{ label() }}</span>
    </a>
  `,
  styles: `
    a {
      display: inline-flex;
      align-items: baseline;
      gap: 6px;
      min-height: 36px;
      padding: 4px 10px;
      border-radius: 12px;
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
      text-decoration: none;
      white-space: nowrap;

      &:hover {
        background: var(--mat-sys-surface-container-high);

        strong {
          text-decoration: underline;
          text-decoration-thickness: 1px;
          text-underline-offset: 4px;
        }
      }
    }

    strong {
      color: var(--mat-sys-on-surface);
      font-size: 17px;
      font-weight: 700;
      font-variant-numeric: tabular-nums;
    }

    .needs-you {
      background: var(--mat-sys-tertiary-container);

      &,
      strong {
        color: var(--mat-sys-on-tertiary-container);
      }

      &:hover {
        background: color-mix(in srgb, var(--mat-sys-tertiary) 14%, var(--mat-sys-tertiary-container));
      }
    }

    @media print {
      a {
        min-height: 0;
        padding: 0 6px;
      }
    }

    @media screen and (max-width: 599.98px) {
      a {
        min-height: 48px;
        align-items: center;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FigureLink {
  private readonly texts = inject(Texts);
  readonly count = input.required<number>();
  readonly label = input.required<string>();
  readonly filter = input.required<DutyListFilter>();
  readonly needsYou = input(false);
  protected readonly params = computed(() => toParams(this.filter()));
  protected readonly shown = computed(() => this.count().toLocaleString(this.texts.language()));
}
