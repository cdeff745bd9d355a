import { Injectable, inject } from '@angular/core';
import type { ClassName } from '@tongxin/shared';
import { Sheets } from '../../../ui/sheet/sheets.js';

/** Whom to excuse, and from what where that is known already. */
export interface GrantStart {
  student: { id: string; name: string; class: ClassName | null };
  /** A duty to begin with: its rule and its window. */
  standardId?: string;
  window?: { from: string; to: string };
}

/** The door to exemptions from any screen; the sheets are fetched when first needed. */
@Injectable({ providedIn: 'root' })
export class ExemptionSheets {
  private readonly sheets = inject(Sheets);

  /** Excuses a child; resolves to true when it was saved. */
  async grant(start: GrantStart): Promise<boolean> {
    const { GrantExemptionSheet } = await import('../parts/grant-exemption.sheet.js');
    const granted = await this.sheets.open<InstanceType<typeof GrantExemptionSheet>, GrantStart, boolean>(
      GrantExemptionSheet,
      { data: start },
    );
    return granted ?? false;
  }

  /** Shows an exemption with its reason; resolves to true when it was ended. */
  async show(id: string): Promise<boolean> {
    const { ExemptionSheet } = await import('../parts/exemption.sheet.js');
    const ended = await this.sheets.open<InstanceType<typeof ExemptionSheet>, string, boolean>(ExemptionSheet, {
      data: id,
    });
    return ended ?? false;
  }
}
