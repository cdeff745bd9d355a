import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { NO_CLASS, type DutyListFilter, type ListStatus } from '../data/duty-lists.js';
import type { ClassCoverage } from '../data/reminders.js';
import { FigureLink } from './figure-link.js';

/** How fresh the contact cards are, class by class: verified, still to verify, and of those the ones nobody ever verified. */
@Component({
  selector: 'tx-card-freshness',
  imports: [FigureLink],
  template: `
    <ul>
      @for (row of rows(); track row.key) {
        <li>
          <p class="class">{{ classes.label(row.coverage.class) }}</p>
          <div class="figures">
            <tx-figure-link
              [count]="row.coverage.cards.fresh"
              [label]="t('overview.standards.fresh')"
              [filter]="filter(row.key, 'done')"
            />
            <tx-figure-link
              [count]="row.coverage.cards.stale"
              [label]="t('overview.standards.stale')"
              [filter]="filter(row.key, 'open')"
            />
            @if (row.coverage.cards.never !== undefined) {
              <tx-figure-link
                [count]="row.coverage.cards.never"
                [label]="t('overview.cards.never')"
                [filter]="filter(row.key, 'open', true)"
              />
            }
          </div>
        </li>
      }
    </ul>
  `,
  styles: `
    ul {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(min(470px, 100%), 1fr));
      column-gap: 24px;
      padding: 6px 0;
    }

    li {
      display: grid;
      grid-template-columns: minmax(100px, 1fr) auto;
      align-items: center;
      gap: 4px 20px;
      min-height: 56px;
      padding: 4px 24px;
      border-bottom: 1px solid var(--tx-line);
    }

    .class {
      font: var(--mat-sys-title-medium);
      font-size: 17px;
    }

    .figures {
      display: grid;
      grid-template-columns: repeat(3, minmax(92px, auto));
      justify-items: end;
    }

    @media (max-width: 799.98px) {
      li {
        grid-template-columns: 1fr;
        padding: 12px 20px;
      }

      .figures {
        display: flex;
        flex-wrap: wrap;
        margin-inline: -10px;
      }
    }
  `,
  host: { class: 'card' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CardFreshness {
  protected readonly t = translate();
  protected readonly classes = inject(ClassWords);
  readonly month = input.required<string>();
  readonly coverage = input.required<readonly ClassCoverage[]>();
  protected readonly rows = computed(() =>
    this.coverage()
      .filter(({ cards }) => cards.fresh + cards.stale > 0)
      .map((coverage) => ({ coverage, key: coverage.class?.id ?? NO_CLASS })),
  );

  protected filter(classId: string, status: ListStatus, neverDone = false): DutyListFilter {
    return {
      month: this.month(),
      status,
      standard: 'contactCardVerified',
      classId,
      ...(neverDone ? { neverDone } : {}),
    };
  }
}
