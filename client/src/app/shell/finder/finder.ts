import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  afterNextRender,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { Router } from '@angular/router';
import type { StudentListItem } from '@tongxin/shared';
import { catchError, debounceTime, distinctUntilChanged, from, of, switchMap } from 'rxjs';
import { ClassWords } from '../../core/classes/class-words.js';
import { translate } from '../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../core/problems/request-problem.js';
import { StudentFinder } from '../../core/students/student-finder.js';
import { Icon } from '../../ui/icon/icon.js';
import { PersonRow } from '../../ui/person/person-row.js';
import { ProblemPanel } from '../../ui/states/problem-panel.js';

/** Finds a child from anywhere by characters, pinyin or initials; arrows choose, Enter opens. */
@Component({
  selector: 'tx-finder',
  imports: [Icon, MatDialogTitle, PersonRow, ProblemPanel, ReactiveFormsModule],
  templateUrl: './finder.html',
  styleUrl: './finder.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Finder {
  protected readonly t = translate();
  protected readonly classes = inject(ClassWords);
  private readonly finder = inject(StudentFinder);
  private readonly router = inject(Router);
  private readonly window = inject(MatDialogRef);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  protected readonly query = new FormControl('', { nonNullable: true });
  protected readonly found = signal<readonly StudentListItem[] | null>(null);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly chosen = signal(0);

  constructor() {
    afterNextRender(() => this.field().nativeElement.focus());
    this.query.valueChanges
      .pipe(
        debounceTime(120),
        distinctUntilChanged(),
        switchMap((query) =>
          from(query.trim() === '' ? Promise.resolve(null) : this.finder.find(query)).pipe(
            catchError((error: unknown) => {
              this.problem.set(toRequestProblem(error));
              return of(null);
            }),
          ),
        ),
        takeUntilDestroyed(),
      )
      .subscribe((students) => {
        if (students) this.problem.set(null);
        this.found.set(students);
        this.chosen.set(0);
      });
  }

  protected move(event: Event, step: number): void {
    event.preventDefault();
    const count = this.found()?.length ?? 0;
    if (count > 0) this.chosen.update((index) => (index + step + count) % count);
  }

  protected async open(student: StudentListItem | undefined): Promise<void> {
    if (!student) return;
    this.window.close();
    await this.router.navigate(['/students', student.id]);
  }
}
