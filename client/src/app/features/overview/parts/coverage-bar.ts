import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { translate } from '../../../core/language/texts.js';

/** How much of what is asked is done, open and overdue, as one bar; the figures stand in words beside it. */
@Component({
  selector: 'tx-coverage-bar',
  template: `
    @for (part of parts(); track part.name) {
      <span [attr.data-part]="part.name" [style.flex-grow]="part.count"></span>
    }
  `,
  styles: `
    :host {
      display: flex;
      gap: 2px;
      height: var(--tx-bar-height, 10px);
      overflow: hidden;
      border-radius: 6px;
      background: var(--mat-sys-surface-container-high);
    }

    span {
      flex-basis: 0;
      min-width: 5px;
      border-radius: 2px;
      background: var(--mat-sys-surface-container-highest);
      transition: flex-grow 500ms cubic-bezier(0.2, 0, 0, 1);
    }

    [data-part='done'] {
      background: var(--mat-sys-primary);
    }

    [data-part='overdue'] {
      background: var(--mat-sys-tertiary);
    }

    @media print {
      :host,
      span {
        print-color-adjust: exact;
      }
    }
  `,
  host: { role: 'img', '[attr.aria-label]': 'words()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CoverageBar {
  private readonly t = translate();
  readonly done = input.required<number>();
  readonly due = input.required<number>();
  readonly overdue = input.required<number>();
  protected readonly parts = computed(() =>
    [
      { name: 'done', count: this.done() },
      { name: 'due', count: this.due() },
      { name: 'overdue', count: this.overdue() },
    ].filter(({ count }) => count > 0),
  );
  protected readonly words = computed(() => {
    const [done, due, overdue] = [this.done(), this.due(), this.overdue()];
    return this.t('overview.standards.bar', { expected: done + due + overdue, done, due, overdue });
  });
}
