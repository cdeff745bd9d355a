import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { CategoryCode } from '@tongxin/shared';
import { translate } from '../../core/language/texts.js';
import type { IconName } from '../icon/icon-name.js';
import { Icon } from '../icon/icon.js';

export const CATEGORY_ICONS: Record<CategoryCode, IconName> = {
  leftBehind: 'category-left-behind',
  hardship: 'category-hardship',
  poorFamily: 'category-poor-family',
  orphan: 'category-orphan',
  unattended: 'category-unattended',
  disability: 'category-disability',
  singleParent: 'category-single-parent',
  migrant: 'category-migrant',
  learningDifficulty: 'category-learning',
  psychological: 'category-psychological',
  conduct: 'category-conduct',
  illness: 'category-illness',
  otherHardship: 'category-other',
};

/** A category of a child, always as icon and words. Only on screens that no child and no other parent looks at. */
@Component({
  selector: 'tx-category-chip',
  imports: [Icon],
  template: `<tx-icon [name]="icon()" /><span>{{ t('categories.' + code()) }}</span>`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 4px;
      height: 26px;
      padding: 0 10px 0 7px;
      border-radius: 13px;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-medium);
      letter-spacing: 0;
      white-space: nowrap;
    }

    tx-icon {
      font-size: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CategoryChip {
  protected readonly t = translate();
  /** A category code as the server sends it. */
  readonly code = input.required<string>();
  protected readonly icon = computed<IconName>(() => CATEGORY_ICONS[this.code() as CategoryCode] ?? 'category-other');
}
