import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Ring } from '../../../ui/ring/ring.js';

/** Talks this month: how many of how many, and how many children are still waiting. */
@Component({
  selector: 'tx-month-ring',
  imports: [Icon, Ring, RouterLink],
  template: `
    <tx-ring [done]="done()" [of]="expected()" [label]="t('today.ringLabel', { done: done(), expected: expected() })" />
    <div class="words">
      <h2>{{ t('today.ringTitle') }}</h2>
      <p>{{ left() === 0 ? t('today.ringFull') : t('today.ringLeft', { count: left() }) }}</p>
      <a routerLink="/talks">{{ t('today.toList') }}<tx-icon name="arrow-forward" /></a>
    </div>
  `,
  styleUrl: './month-ring.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MonthRing {
  protected readonly t = translate();
  readonly done = input.required<number>();
  readonly expected = input.required<number>();
  protected readonly left = computed(() => Math.max(this.expected() - this.done(), 0));
}
