import type { Injector, Type } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { SheetOptions } from './sheets.js';

/** The window of a sheet; resolves to what the component closed with, undefined when it was left. */
export function openWindow<Part, Data, Result>(
  injector: Injector,
  part: Type<Part>,
  options: SheetOptions<Data>,
): Promise<Result | undefined> {
  const opened = injector.get(MatDialog).open<Part, Data, Result>(part, {
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
