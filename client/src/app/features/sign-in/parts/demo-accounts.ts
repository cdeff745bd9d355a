import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import type { DemoView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';

type DemoAccount = DemoView['accounts'][number];

const ROLE_ICONS: Record<string, IconName> = {
  headTeacher: 'school',
  subjectTeacher: 'book',
  helper: 'hand-heart',
  volunteer: 'heart',
  counsellor: 'category-psychological',
  office: 'import',
  moralEducation: 'overview',
  principal: 'flag',
  administrator: 'settings',
  dataProtection: 'lock',
  bureau: 'house',
};

/** The demo's people as cards, by school; one press signs in. Of the many head teachers only the first few show at once. */
@Component({
  selector: 'tx-demo-accounts',
  imports: [Icon],
  templateUrl: './demo-accounts.html',
  styleUrl: './demo-accounts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DemoAccounts {
  protected readonly t = translate();
  readonly accounts = input.required<readonly DemoAccount[]>();
  /** The user name that is being signed in now. */
  readonly entering = input<string | null>(null);
  readonly refusal = input<string | null>(null);
  readonly chosen = output<string>();

  protected readonly schools = computed(() => {
    const names = [...new Set(this.accounts().map((account) => account.school))];
    return names.map((name) => {
      const people = this.accounts().filter((account) => account.school === name);
      const headTeachers = people.filter((account) => account.role === 'headTeacher');
      const shown = this.firstHeadTeacher(headTeachers);
      return {
        name,
        cards: [...(shown ? [shown] : []), ...people.filter((account) => account.role !== 'headTeacher')],
        headTeachers: headTeachers.filter((account) => account !== shown),
      };
    });
  });

  protected icon(role: string): IconName {
    return ROLE_ICONS[role] ?? 'person';
  }

  private firstHeadTeacher(headTeachers: readonly DemoAccount[]): DemoAccount | undefined {
    return headTeachers.find((account) => account.username === 'head-3-2') ?? headTeachers[0];
  }
}
