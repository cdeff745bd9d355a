import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { NeverCaredForView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { PersonRow } from '../../../ui/person/person-row.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { OverviewApi } from '../data/overview.api.js';

/** Every child with an open care file whom nobody has ever reached; classes without a head teacher first, then the longest on file. */
@Component({
  selector: 'tx-never-list-page',
  imports: [EmptyState, Icon, MatButton, PageHeader, PersonRow, ProblemPanel, RouterLink, States],
  template: `
    <div class="page">
      <a class="back no-print" routerLink="/overview"> <tx-icon name="arrow-back" />{{ t('overview.list.back') }} </a>
      <tx-page-header [title]="t('overview.list.nobody')" [line]="line()" />
      <tx-states [of]="children.first" [count]="6">
        @if (children.items(); as items) {
          <ul class="card">
            @for (one of items; track one.student.id) {
              <li>
                <tx-person-row
                  [name]="one.student.name"
                  [link]="['/students', one.student.id]"
                  [details]="details(one)"
                />
              </li>
            } @empty {
              <li>
                <tx-empty icon="heart" [title]="t('overview.list.emptyNobody')" [why]="t('overview.never.noneWhy')" />
              </li>
            }
          </ul>
          @if (children.problem(); as problem) {
            <tx-problem-panel [problem]="problem" [stale]="true" (retry)="children.more()" />
          } @else if (children.hasMore()) {
            <button class="more no-print" matButton="tonal" type="button" (click)="children.more()">
              {{ t('words.loadMore') }}
            </button>
          }
        }
      </tx-states>
    </div>
  `,
  styleUrl: './duty-list.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NeverListPage {
  protected readonly t = translate();
  private readonly classes = inject(ClassWords);
  private readonly days = inject(DayWords);
  /** From the address: only the children of this class. */
  readonly classId = input<string>();
  protected readonly children = inject(OverviewApi).neverCaredFor(() => this.classId());
  protected readonly line = computed(() => {
    const page = this.children.first.value();
    if (page?.total === undefined) return undefined;
    return page.totalCapped
      ? this.t('overview.list.capped', { count: page.total })
      : this.t('overview.list.children', { count: page.total });
  });

  protected details({ student, headTeacher, openedOn }: NeverCaredForView): string[] {
    return [
      this.classes.label(student.class),
      headTeacher ? this.t('overview.never.cares', { name: headTeacher.name }) : this.t('overview.list.unassigned'),
      this.t('overview.list.openedOn', { day: this.days.date(openedOn) }),
    ];
  }
}
