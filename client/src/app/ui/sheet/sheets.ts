import type { ComponentType } from '@angular/cdk/overlay';
import { Injectable, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';

export interface SheetOptions<Data> {
  data?: Data;
  /** Wider than a form, for things side by side. */
  wide?: boolean;
  /** False where leaving without an answer is not possible. */
  closable?: boolean;
}

/** Opens a component as a sheet from the bottom on phones and as a dialog elsewhere. */
@Injectable({ providedIn: 'root' })
export class Sheets {
  private readonly dialog = inject(MatDialog);

  /** Resolves to what the component closed with; undefined when it was left. */
  async open<Part, Data = unknown, Result = unknown>(
    part: ComponentType<Part>,
    options: SheetOptions<Data> = {},
  ): Promise<Result | undefined> {
    const opened = this.dialog.open<Part, Data, Result>(part, {
      data: options.data,
      panelClass: options.wide ? ['sheet', 'sheet-wide'] : ['sheet'],
      disableClose: options.closable === false,
      autoFocus: 'first-heading',
      restoreFocus: true,
      maxWidth: 'none',
      ariaModal: true,
    });
    return firstValueFrom(opened.afterClosed());
  }
}
