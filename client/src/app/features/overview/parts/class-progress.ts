import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { NO_CLASS, type DutyListFilter, type ListStatus } from '../data/duty-lists.js';
import type { ClassCoverage } from '../data/reminders.js';
import { percentOf } from '../data/share.js';
import { CoverageBar } from './coverage-bar.js';
import { FigureLink } from './figure-link.js';

/** One class: who heads it, how far it is, figures that open their lists, and a reminder to copy. */
@Component({
  selector: 'tx-class-progress',
  imports: [CoverageBar, FigureLink, Icon, MatButton],
  templateUrl: './class-progress.html',
  styleUrl: './class-progress.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassProgress {
  protected readonly t = translate();
  protected readonly classes = inject(ClassWords);
  readonly month = input.required<string>();
  /** Only this standard is counted; all of them without it. */
  readonly standard = input<string>();
  readonly coverage = input.required<ClassCoverage>();
  readonly remindable = input(false);
  readonly remind = output();

  protected readonly percent = computed(() => percentOf(this.coverage().done, this.coverage().expected));
  protected readonly open = computed(() => this.coverage().due + this.coverage().overdue);

  protected filter(status: ListStatus): DutyListFilter {
    const standard = this.standard();
    return {
      month: this.month(),
      status,
      classId: this.coverage().class?.id ?? NO_CLASS,
      ...(standard ? { standard } : {}),
    };
  }
}
