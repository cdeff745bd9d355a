import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type RevealReason, type RevealRequest } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import type { Reveals } from '../data/reveals.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';

export interface RevealSheetData {
  /** What is asked for, in words. */
  title: string;
  request: Pick<RevealRequest, 'what' | 'id'>;
  reveals: Reveals;
}

/** Calling has a button of its own. */
const REASONS: readonly RevealReason[] = ['verify', 'form', 'emergency', 'other'];

/** Asks why a full number is needed; the reason goes on the access log. */
@Component({
  selector: 'tx-reveal-sheet',
  imports: [
    FilterChips,
    FormProblem,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="data.title" [subtitle]="t('students.reveal.why')">
      <tx-form-problem [of]="sending" />
      <tx-filter-chips [label]="t('students.reveal.reason')" [choices]="reasons()" [(chosen)]="reason" />
      @if (reason() === 'other') {
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.reveal.note') }}</mat-label>
          <input matInput [formControl]="note" [attr.maxlength]="longest" />
          <mat-error>{{ wrong(note) }}</mat-error>
        </mat-form-field>
      }
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="button" [attr.aria-busy]="sending.busy()" (click)="reveal()">
        {{ t('students.show') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    tx-filter-chips {
      --tx-edge: 0px;
      flex-wrap: wrap;
      padding-bottom: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RevealSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.revealNoteMax;
  protected readonly data = inject<RevealSheetData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<RevealSheet, boolean>>(MatDialogRef);

  protected readonly reason = signal<string>('verify');
  protected readonly note = new FormControl('', { nonNullable: true });
  protected readonly reasons = computed(() =>
    REASONS.map((code) => ({ value: code, text: this.t(`revealReasons.${code}`) })),
  );

  protected async reveal(): Promise<void> {
    const reason = REASONS.find((code) => code === this.reason()) ?? 'other';
    this.note.setValidators(reason === 'other' ? needed : null);
    this.note.updateValueAndValidity();
    const note = reason === 'other' ? { note: this.note.value.trim() } : {};
    const value = await this.sending.send(this.note, () =>
      this.data.reveals.reveal({ ...this.data.request, reason, ...note }),
    );
    if (value !== undefined) this.window.close(true);
  }
}
