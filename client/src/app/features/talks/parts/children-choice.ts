import { ChangeDetectionStrategy, Component, inject, input, model, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { StudentListItem } from '@tongxin/shared';
import { catchError, debounceTime, from, of, switchMap } from 'rxjs';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { StudentFinder } from '../../../core/students/student-finder.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { NamedStudent } from '../data/talk-draft.js';

/** The children of one talk: siblings or a small group, found by name and shown as chips that can be taken off. */
@Component({
  selector: 'tx-children-choice',
  imports: [Icon, MatFormField, MatHint, MatInput, MatLabel, ReactiveFormsModule],
  templateUrl: './children-choice.html',
  styleUrl: './children-choice.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ChildrenChoice {
  protected readonly t = translate();
  protected readonly classes = inject(ClassWords);
  private readonly finder = inject(StudentFinder);
  private readonly sentences = inject(ProblemSentences);

  readonly label = input.required<string>();
  readonly students = model.required<readonly NamedStudent[]>();
  protected readonly query = new FormControl('', { nonNullable: true });
  protected readonly found = signal<readonly StudentListItem[]>([]);
  protected readonly hint = signal('');

  constructor() {
    this.query.valueChanges
      .pipe(
        debounceTime(150),
        switchMap((query) =>
          from(this.finder.find(query)).pipe(
            catchError((error: unknown) => {
              this.hint.set(this.sentences.sentence(toRequestProblem(error)));
              return of(null);
            }),
          ),
        ),
        takeUntilDestroyed(),
      )
      .subscribe((students) => this.show(students));
  }

  protected add(student: StudentListItem): void {
    const { id, name, class: classOfStudent } = student;
    this.students.update((chosen) => [...chosen, { id, name, class: classOfStudent }]);
    this.query.setValue('');
    this.found.set([]);
  }

  protected remove(student: NamedStudent): void {
    this.students.update((chosen) => chosen.filter((one) => one.id !== student.id));
  }

  protected addFirst(event: Event): void {
    event.preventDefault();
    const first = this.found()[0];
    if (first) this.add(first);
  }

  private show(students: readonly StudentListItem[] | null): void {
    if (!students) return;
    const chosen = new Set(this.students().map((student) => student.id));
    this.found.set(students.filter((student) => !chosen.has(student.id)));
    this.hint.set(this.query.value.trim() !== '' && students.length === 0 ? this.t('finder.nobody') : '');
  }
}
