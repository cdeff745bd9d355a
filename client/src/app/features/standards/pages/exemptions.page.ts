import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { ExemptionListItem } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { PersonRow } from '../../../ui/person/person-row.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { ExemptionSheets } from '../data/exemption-sheets.js';
import { ExemptionWords } from '../data/exemption-words.js';
import { StandardsApi } from '../data/standards.api.js';

/** The children excused from a standard: whom, from what, how long; why is opened one by one. */
@Component({
  selector: 'tx-exemptions-page',
  imports: [EmptyState, FilterChips, Icon, MatButton, PageHeader, PersonRow, ProblemPanel, RouterLink, States],
  template: `
    <div class="page">
      <a class="back" routerLink="/standards"><tx-icon name="arrow-back" />{{ t('careStandards.title') }}</a>
      <tx-page-header [title]="t('careStandards.exemptions.title')" [line]="line()" />
      <tx-filter-chips
        [label]="t('careStandards.exemptions.which')"
        [choices]="choices()"
        [chosen]="which() ?? ''"
        (chosenChange)="choose($event)"
      />
      <tx-states [of]="list.first" [count]="5">
        @if (list.items(); as items) {
          <ul class="card">
            @for (one of items; track one.id) {
              <li>
                <tx-person-row
                  [name]="one.student.name"
                  [link]="['/students', one.student.id]"
                  [details]="details(one)"
                >
                  @if (words.end(one); as end) {
                    <span marks class="muted">{{ end }}</span>
                  }
                  <button
                    actions
                    matButton="text"
                    type="button"
                    [attr.aria-label]="t('careStandards.exemptions.whyOf', { name: one.student.name })"
                    (click)="show(one)"
                  >
                    {{ t('careStandards.exemptions.why') }}
                  </button>
                </tx-person-row>
              </li>
            } @empty {
              <li>
                <tx-empty
                  icon="task-done"
                  [title]="t('careStandards.exemptions.none')"
                  [why]="t('careStandards.exemptions.noneWhy')"
                />
              </li>
            }
          </ul>
          @if (list.problem(); as problem) {
            <tx-problem-panel [problem]="problem" [stale]="true" (retry)="list.more()" />
          } @else if (list.hasMore()) {
            <button class="more" matButton="tonal" type="button" (click)="list.more()">
              {{ t('words.loadMore') }}
            </button>
          }
        }
      </tx-states>
    </div>
  `,
  styles: `
    .back {
      display: inline-flex;
      align-items: center;
      align-self: flex-start;
      gap: 6px;
      min-height: 44px;
      margin-bottom: -20px;
      font: var(--mat-sys-label-large);
      letter-spacing: 0;
      text-decoration: none;

      tx-icon {
        font-size: 20px;
      }
    }

    ul {
      overflow: hidden;
    }

    li {
      position: relative;

      & + li {
        border-top: 1px solid var(--tx-line);
      }
    }

    .more {
      align-self: center;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ExemptionsPage {
  protected readonly t = translate();
  protected readonly words = inject(ExemptionWords);
  private readonly classes = inject(ClassWords);
  private readonly days = inject(DayWords);
  private readonly router = inject(Router);
  private readonly sheets = inject(ExemptionSheets);
  /** From the address: 'all' shows also those that are over. */
  readonly which = input<string>();

  protected readonly list = inject(StandardsApi).exemptions(() => (this.which() === 'all' ? {} : { current: true }));
  protected readonly choices = computed<FilterChoice[]>(() => [
    { value: '', text: this.t('careStandards.exemptions.current') },
    { value: 'all', text: this.t('careStandards.exemptions.all') },
  ]);
  protected readonly line = computed(() => {
    const total = this.list.first.value()?.total;
    return total === undefined ? undefined : this.t('careStandards.exemptions.count', { count: total });
  });

  protected details(one: ExemptionListItem): string[] {
    return [
      this.classes.label(one.student.class),
      this.t(`standards.${one.standard.code}`),
      this.words.span(one),
      this.t('careStandards.exemptions.by', { name: one.grantedBy.name, day: this.days.moment(one.grantedAt) }),
    ];
  }

  protected choose(which: string): void {
    void this.router.navigate([], { queryParams: { which: which || null }, replaceUrl: true });
  }

  protected async show(one: ExemptionListItem): Promise<void> {
    if (await this.sheets.show(one.id)) this.list.first.reload();
  }
}
