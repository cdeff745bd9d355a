import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { translate } from '../../../core/language/texts.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import type { FilterGroup } from '../data/filter-choices.js';
import type { StudentFilter } from '../data/student-filter.js';

/** The filters one may choose in, and what is chosen now. */
export interface FilterSheetData {
  filter: StudentFilter;
  groups: readonly FilterGroup[];
}

/** All filters of the list on a phone; closes with the new filter. */
@Component({
  selector: 'tx-student-filter-sheet',
  imports: [FilterChips, MatButton, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('students.filters')">
      @for (group of data.groups; track group.field) {
        <h3>{{ group.label }}</h3>
        <tx-filter-chips
          [label]="group.label"
          [choices]="group.choices"
          [chosen]="filter()[group.field]"
          (chosenChange)="choose(group.field, $event)"
        />
      }
      <button actions matButton="text" type="button" (click)="clear()">{{ t('students.clearFilters') }}</button>
      <button actions matButton="filled" type="button" (click)="window.close(filter())">
        {{ t('students.showStudents') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    h3 {
      margin: 12px 0 6px;
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-title-small);
    }

    tx-filter-chips {
      --tx-edge: 0px;
      flex-wrap: wrap;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FilterSheet {
  protected readonly t = translate();
  protected readonly data = inject<FilterSheetData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<FilterSheet, StudentFilter>>(MatDialogRef);
  protected readonly filter = signal(this.data.filter);

  protected choose(field: FilterGroup['field'], value: string): void {
    this.filter.update((filter) => ({ ...filter, [field]: value }));
  }

  protected clear(): void {
    this.filter.set({ ...this.filter(), classId: '', category: '', status: '', urgency: '', card: '' });
  }
}
