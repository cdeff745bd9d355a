import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import {
  EMERGENCY_KINDS,
  EMERGENCY_REASONS,
  LIMITS,
  type EmergencyKind,
  type EmergencyReason,
  type EmergencyView,
  type OpenEmergencyRequest,
} from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { newId } from '../../../core/identifiers.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';
import { AuditApi } from '../data/audit.api.js';

/** Asks for one kind of record of one child, for an hour. Says beforehand who is told. Closes with the access that was opened. */
@Component({
  selector: 'tx-open-emergency-sheet',
  imports: [
    FilterChips,
    FormProblem,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="t('audit.emergency.open')" [subtitle]="t('audit.emergency.openWhy')">
      <form id="emergency" [formGroup]="form" novalidate (ngSubmit)="ask()" (keydown.control.enter)="ask()">
        <tx-form-problem [of]="sending" />
        <tx-filter-chips [label]="t('audit.emergency.kind')" [choices]="kinds()" [(chosen)]="kind" />
        <mat-form-field appearance="outline">
          <mat-label>{{ t('audit.emergency.child') }}</mat-label>
          <input matInput formControlName="name" autocomplete="off" />
          <mat-hint>{{ t('audit.emergency.childHint') }}</mat-hint>
          <mat-error>{{ wrong(form.controls.name) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.class') }}</mat-label>
          <select matNativeControl formControlName="classId">
            <option value=""></option>
            @for (one of classes.value()?.items ?? []; track one.id) {
              <option [value]="one.id">{{ classWords.label(one) }}</option>
            }
          </select>
          <mat-error>{{ wrong(form.controls.classId) }}</mat-error>
        </mat-form-field>
        @if (asksBirthDate()) {
          <mat-form-field appearance="outline">
            <mat-label>{{ t('students.basics.birthDate') }}</mat-label>
            <input matInput type="date" formControlName="birthDate" [max]="today" />
          </mat-form-field>
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('students.reason') }}</mat-label>
          <select matNativeControl formControlName="reasonCode">
            @for (code of reasons; track code) {
              <option [value]="code">{{ t('emergencyReasons.' + code) }}</option>
            }
          </select>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('audit.emergency.words') }}</mat-label>
          <textarea matInput rows="3" formControlName="reason" [attr.maxlength]="longest"></textarea>
          <mat-error>{{ wrong(form.controls.reason) }}</mat-error>
        </mat-form-field>
        @if (asksPassword()) {
          <mat-form-field appearance="outline">
            <mat-label>{{ t('audit.emergency.password') }}</mat-label>
            <input matInput type="password" formControlName="password" autocomplete="current-password" />
            <mat-error>{{ wrong(form.controls.password) }}</mat-error>
          </mat-form-field>
        }
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="emergency" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'audit.emergency.openNow') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    @use '../../students/parts/form';
    @include form.sheet-form;

    tx-filter-chips {
      --tx-edge: 0px;
      flex-wrap: wrap;
      padding-bottom: 16px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class OpenEmergencySheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly classWords = inject(ClassWords);
  protected readonly window = inject<MatDialogRef<OpenEmergencySheet, EmergencyView>>(MatDialogRef);
  private readonly api = inject(AuditApi);
  protected readonly longest = LIMITS.emergencyReasonMax;
  protected readonly reasons = EMERGENCY_REASONS;
  protected readonly today = inject(Session).today();
  protected readonly classes = this.api.classes();
  protected readonly kind = signal<string>('studentFile');
  protected readonly kinds = computed(() =>
    EMERGENCY_KINDS.map((code) => ({ value: code, text: this.t(`emergencyKinds.${code}`) })),
  );
  protected readonly asksBirthDate = signal(false);
  protected readonly asksPassword = signal(false);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [needed] }),
    classId: new FormControl('', { nonNullable: true, validators: [needed] }),
    birthDate: new FormControl('', { nonNullable: true }),
    reasonCode: new FormControl<EmergencyReason>('danger', { nonNullable: true }),
    reason: new FormControl('', { nonNullable: true, validators: [needed] }),
    password: new FormControl('', { nonNullable: true }),
  });

  protected async ask(): Promise<void> {
    const { name, classId, birthDate, reasonCode, reason, password } = this.form.getRawValue();
    const request: OpenEmergencyRequest = {
      student: { name: name.trim(), classId, ...(birthDate && { birthDate }) },
      kind: this.kind() as EmergencyKind,
      reasonCode,
      reason: reason.trim(),
      ...(password && { password }),
    };
    const opened = await this.sending.send(this.form, () =>
      this.api.open(request, newId()).catch((error: unknown) => {
        // What is missing is asked for where it is missing; everything typed stays.
        const { code } = toRequestProblem(error);
        if (code === 'emergency.passwordNeeded') this.asksPassword.set(true);
        if (code === 'emergency.severalOfName') this.asksBirthDate.set(true);
        throw error;
      }),
    );
    if (opened) this.window.close(opened);
  }
}
