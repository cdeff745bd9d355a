import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { DutyView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PersonRow } from '../../../ui/person/person-row.js';
import { toParams } from '../data/duty-lists.js';

/** The children nobody has ever reached: how many, who they are, who should. First on the page, and not to be overlooked. */
@Component({
  selector: 'tx-never-cared',
  imports: [Icon, MatButton, PersonRow, RouterLink],
  templateUrl: './never-cared.html',
  styleUrl: './never-cared.scss',
  host: { '[class.nobody]': 'count() === 0' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NeverCared {
  protected readonly t = translate();
  protected readonly classes = inject(ClassWords);
  readonly month = input.required<string>();
  readonly count = input.required<number>();
  /** The first of them; undefined while they are being read. */
  readonly first = input<readonly DutyView[]>();
  protected readonly params = computed(() => toParams({ month: this.month(), status: 'asked', nobody: true }));

  protected details({ student, assignee }: DutyView): string[] {
    const carer = assignee ? this.t('overview.never.cares', { name: assignee.name }) : this.t('overview.never.nobody');
    return [this.classes.label(student.class), carer];
  }
}
