import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { GuardianView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { OpenStudent } from '../data/open-student.js';
import { StudentsApi } from '../data/students.api.js';

/** The whole file as it goes on A4, for the department’s own cabinet and never for a family: seen first, printed then, and noted in the access log. */
@Component({
  selector: 'tx-print-file-page',
  imports: [EmptyState, Icon, MatButton, RouterLink],
  templateUrl: './print-file.page.html',
  styleUrl: './print-file.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PrintFilePage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  protected readonly session = inject(Session);
  protected readonly student = inject(OpenStudent);
  private readonly api = inject(StudentsApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  protected readonly busy = signal(false);
  protected readonly people = computed(() =>
    [...(this.student.view()?.contactCard?.guardians ?? [])].sort((one, other) => one.callOrder - other.callOrder),
  );

  protected facts(person: GuardianView): string {
    return [
      this.t(`relationships.${person.relationship}`),
      person.kind === 'entrusted' ? this.t('students.entrusted') : null,
      person.age === null ? null : this.t('students.age', { age: person.age }),
      person.deceased ? this.t('students.person.deceased') : null,
      person.worksAt,
      person.awaySince ? this.t('students.person.awaySince', { day: this.days.date(person.awaySince) }) : null,
      person.livesWithChild ? this.t('students.person.livesWithChild') : null,
      person.unableToCare ? this.t('students.person.unableToCare') : null,
      person.entrustedNoticeOn
        ? this.t('students.person.notice', { day: this.days.date(person.entrustedNoticeOn) })
        : null,
    ]
      .filter(Boolean)
      .join(' · ');
  }

  protected phones(person: Pick<GuardianView, 'phones'>): string {
    return person.phones
      .map(({ masked, label }) => [masked, label].filter(Boolean).join(' '))
      .join(this.t('students.print.between'));
  }

  protected async print(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    try {
      await this.api.notePrinting(this.student.id());
      window.print();
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    } finally {
      this.busy.set(false);
    }
  }
}
