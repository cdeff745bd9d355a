import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { TodayView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';

type Review = TodayView['reviews'][number];

/** Children whose urgency somebody wanted to look at again about now. */
@Component({
  selector: 'tx-urgency-reviews',
  imports: [Icon, MatButton, RouterLink],
  template: `
    <section class="card" aria-labelledby="reviews">
      <h2 id="reviews"><tx-icon name="flag" />{{ t('today.reviews.title') }}</h2>
      @for (review of reviews(); track review.student.id) {
        <div class="line">
          <div class="words">
            <p class="name">{{ review.student.name }}</p>
            <p>{{ classes.label(review.student.class) }} · {{ t('urgencies.' + review.level) }}</p>
            <p class="day" [class.past]="review.reviewOn <= today()">
              {{ t('today.reviews.since', { day: days.day(review.reviewOn) }) }}
            </p>
          </div>
          <a
            matButton="tonal"
            [routerLink]="['/students', review.student.id, 'file']"
            [attr.aria-label]="t('today.reviews.openOf', { name: review.student.name })"
          >
            {{ t('today.reviews.open') }}
          </a>
        </div>
      }
    </section>
  `,
  styleUrl: './side-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UrgencyReviews {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  protected readonly today = inject(Session).today;
  readonly reviews = input.required<readonly Review[]>();
}
