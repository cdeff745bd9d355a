import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { NeverCaredForView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PersonRow } from '../../../ui/person/person-row.js';

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
  readonly count = input.required<number>();
  /** The first of them; undefined while they are being read. */
  readonly first = input<readonly NeverCaredForView[]>();

  protected details({ student, headTeacher }: NeverCaredForView): string[] {
    const carer = headTeacher
      ? this.t('overview.never.cares', { name: headTeacher.name })
      : this.t(student.class ? 'overview.never.nobody' : 'overview.never.noClass');
    return [this.classes.label(student.class), carer];
  }
}
