import { ChangeDetectionStrategy, Component, input } from '@angular/core';

/** The head of a screen: its one h1, a quiet line, and the screen's actions as content. */
@Component({
  selector: 'tx-page-header',
  template: `
    <div class="words">
      <h1 tabindex="-1">{{ title() }}</h1>
      @if (line(); as words) {
        <p class="muted">{{ words }}</p>
      }
    </div>
    <div class="actions"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 12px 16px;
      padding-top: 8px;
    }

    .words {
      flex: 1;
      min-width: min(150px, 100%);
    }

    h1 {
      font: var(--mat-sys-headline-medium);
      font-weight: 700;
      letter-spacing: -0.01em;
      outline: none;
    }

    p {
      margin-top: 2px;
      font: var(--mat-sys-body-large);
    }

    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      align-items: center;

      &:empty {
        display: none;
      }
    }

    @media (max-width: 599.98px) {
      h1 {
        font: var(--mat-sys-headline-small);
        font-weight: 700;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PageHeader {
  readonly title = input.required<string>();
  readonly line = input<string>();
}
