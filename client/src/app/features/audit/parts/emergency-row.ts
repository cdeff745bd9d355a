import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { EmergencyView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** One emergency access in a list: who looked into what of whom, and whether it has been reviewed. */
@Component({
  selector: 'tx-emergency-row',
  imports: [Icon, RouterLink],
  template: `
    <tx-icon name="sos" />
    <div>
      <p>
        <a [routerLink]="['/audit/emergencies', emergency().id]">{{ emergency().student.name }}</a>
        <span class="muted">{{ classes.label(emergency().student.class) }}</span>
      </p>
      <p>{{ t('emergencyKinds.' + emergency().kind) }} · {{ t('emergencyReasons.' + emergency().reasonCode) }}</p>
      <p class="muted">{{ emergency().openedBy.name }} · {{ days.moment(emergency().openedAt) }}</p>
    </div>
    <span class="state" [class.needs]="!emergency().review" [class.overdue]="emergency().overdue">{{ state() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 14px;
      align-items: flex-start;
      position: relative;
      padding: 12px 18px;
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    tx-icon {
      margin-top: 2px;
      color: var(--mat-sys-tertiary);
      font-size: 22px;
    }

    div {
      flex: 1;
      min-width: min(220px, 70%);
    }

    a {
      margin-right: 8px;
      color: inherit;
      font: var(--mat-sys-title-medium);
      text-decoration: none;

      &::after {
        content: '';
        position: absolute;
        inset: 0;
      }

      &:hover {
        text-decoration: underline;
      }
    }

    .state {
      padding: 3px 10px;
      border-radius: 12px;
      background: var(--mat-sys-surface-container-highest);
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-large);
    }

    .needs {
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
    }

    .overdue {
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EmergencyRow {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  readonly emergency = input.required<EmergencyView>();

  protected readonly state = computed(() => {
    const { review, overdue, reviewDueOn } = this.emergency();
    if (review) return this.t(`emergencyOutcomes.${review.outcome}`);
    const day = this.days.day(reviewDueOn);
    return this.t(overdue ? 'audit.emergency.overdue' : 'audit.emergency.dueOn', { day });
  });
}
