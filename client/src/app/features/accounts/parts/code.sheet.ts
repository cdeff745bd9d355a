import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router } from '@angular/router';
import { LIMITS, type CodeOutcome, type UserView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending } from '../../../core/forms/form-refusals.js';
import { AccountsApi } from '../data/accounts.api.js';
import { Slips } from '../data/slips.js';
import { SlipCard } from './slip-card.js';

export interface CodeSheetData {
  person: UserView;
}

/** A code for a colleague: to come in, or for a forgotten password; says first what it ends, and whether a second person has to agree. */
@Component({
  selector: 'tx-code-sheet',
  imports: [Icon, MatButton, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule, SheetFrame, SlipCard],
  templateUrl: './code.sheet.html',
  styleUrl: './invite.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CodeSheet {
  protected readonly t = translate();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly person = inject<CodeSheetData>(MAT_DIALOG_DATA).person;
  protected readonly window = inject<MatDialogRef<CodeSheet>>(MatDialogRef);
  private readonly api = inject(AccountsApi);
  private readonly slips = inject(Slips);
  private readonly router = inject(Router);

  protected readonly form = new FormGroup({ reason: new FormControl('', { nonNullable: true }) });
  protected readonly outcome = signal<CodeOutcome | null>(null);
  /** What is about to happen: a first code, a reset at once, or a reset that a second person has to agree to. */
  protected readonly kind = computed(() => {
    if (this.person.state === 'invited') return 'first' as const;
    return this.person.may.includes('makeCode') ? ('reset' as const) : ('ask' as const);
  });

  protected async make(): Promise<void> {
    const outcome = await this.sending.send(this.form, () =>
      this.api.makeCode(this.person.id, this.form.controls.reason.value.trim() || undefined),
    );
    if (!outcome) return;
    if (outcome.slip) this.slips.add([outcome.slip]);
    this.outcome.set(outcome);
  }

  protected async toSlips(): Promise<void> {
    this.window.close();
    await this.router.navigateByUrl('/school/people/slips');
  }
}
