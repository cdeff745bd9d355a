import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { rulesOf } from '../data/standard-draft.js';
import { StandardsApi } from '../data/standards.api.js';
import { RuleCard } from '../parts/rule-card.js';

/** The rules a school cares by, each as a sentence with what comes and what was. The department changes them, others read. */
@Component({
  selector: 'tx-standards-page',
  imports: [EmptyState, Icon, MatButton, PageHeader, RouterLink, RuleCard, States],
  template: `
    <div class="page">
      <tx-page-header [title]="t('careStandards.title')" [line]="t('careStandards.line')">
        @if (session.may('exemption.view')) {
          <a matButton="text" routerLink="/standards/exemptions">
            <tx-icon name="block" />{{ t('careStandards.exemptions.title') }}
          </a>
        }
        @if (mayEdit()) {
          <a matButton="filled" routerLink="/standards/new"><tx-icon name="add" />{{ t('careStandards.add') }}</a>
        }
      </tx-page-header>
      <tx-states [of]="reading" skeleton="cards" [count]="2">
        @if (rules(); as all) {
          @for (rule of all; track rule.ruleId) {
            <tx-rule-card [rule]="rule" [mayEdit]="mayEdit()" (changed)="reading.reload()" />
          } @empty {
            <section class="card">
              <tx-empty
                icon="calendar"
                [title]="t('careStandards.empty.title')"
                [why]="t(mayEdit() ? 'careStandards.empty.why' : 'careStandards.empty.whyRead')"
              >
                @if (mayEdit()) {
                  <a matButton="tonal" routerLink="/standards/new">{{ t('careStandards.add') }}</a>
                }
              </tx-empty>
            </section>
          }
          <p class="muted note"><tx-icon name="info" />{{ t('careStandards.minimum', { days: minimum() }) }}</p>
        }
      </tx-states>
    </div>
  `,
  styles: `
    .note {
      display: flex;
      align-items: flex-start;
      gap: 8px;
      max-width: 72ch;
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;

      tx-icon {
        flex: none;
        margin-top: 1px;
        font-size: 20px;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StandardsPage {
  protected readonly t = translate();
  protected readonly session = inject(Session);
  protected readonly reading = inject(StandardsApi).standards();
  protected readonly rules = computed(() => {
    const page = this.reading.value();
    return page && rulesOf(page.items);
  });
  protected readonly mayEdit = computed(() => this.session.may('careStandard.edit'));
  protected readonly minimum = computed(() => this.reading.value()?.items[0]?.minimumSchoolDays ?? 10);
}
