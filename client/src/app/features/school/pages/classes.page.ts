import { ChangeDetectionStrategy, Component, computed, effect, inject, input, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { schoolYearName, type ClassView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { SchoolApi } from '../data/school.api.js';
import { presentSchoolYear } from '../data/school-year.js';
import type { NewClassesData } from '../parts/new-classes.sheet.js';

interface Grade {
  grade: number;
  classes: readonly ClassView[];
}

/** The classes of a school year by grade, with their head teachers and the number of their pupils. */
@Component({
  selector: 'tx-classes-page',
  imports: [EmptyState, FilterChips, Icon, MatButton, PageHeader, RouterLink, States],
  templateUrl: './classes.page.html',
  styleUrl: './classes.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ClassesPage {
  protected readonly t = translate();
  protected readonly names = inject(ClassWords);
  private readonly api = inject(SchoolApi);
  private readonly sheets = inject(Sheets);
  private readonly router = inject(Router);
  private readonly present = presentSchoolYear(inject(Session));

  /** The calendar year the school year begins in, from the address. */
  readonly year = input<string>();

  protected readonly schoolYear = computed(() => {
    const wanted = Number(this.year());
    return Number.isInteger(wanted) && wanted >= 2000 && wanted <= 2100 ? wanted : this.present();
  });
  protected readonly years = computed(() =>
    [...new Set([this.present(), this.present() + 1, this.schoolYear()])]
      .sort()
      .map((year) => ({ value: String(year), text: schoolYearName(year) })),
  );
  protected readonly reading = this.api.classes(this.schoolYear);
  protected readonly grades = computed<readonly Grade[]>(() => {
    const grades = new Map<number, ClassView[]>();
    for (const one of this.reading.value()?.items ?? []) {
      if (one.grade === null) continue;
      grades.set(one.grade, [...(grades.get(one.grade) ?? []), one]);
    }
    return [...grades].map(([grade, classes]) => ({ grade, classes }));
  });

  constructor() {
    const before = this.api.changes();
    effect(() => {
      if (this.api.changes() > before) untracked(() => this.reading.reload());
    });
  }

  protected show(year: string): void {
    void this.router.navigate([], { queryParams: { year } });
  }

  protected head(one: ClassView): string | null {
    const head = one.headTeachers.find(({ deputy }) => !deputy);
    return head?.name ?? null;
  }

  protected deputy(one: ClassView): string | null {
    return one.headTeachers.find(({ deputy }) => deputy)?.name ?? null;
  }

  protected async add(): Promise<void> {
    const { NewClassesSheet } = await import('../parts/new-classes.sheet.js');
    await this.sheets.open<InstanceType<typeof NewClassesSheet>, NewClassesData>(NewClassesSheet, {
      data: { schoolYear: this.schoolYear(), classes: this.reading.value()?.items ?? [] },
    });
  }
}
