import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { GRANTED_ROLES, isWidePost, LIMITS, type GrantedRole, type UserView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { AccountsApi } from '../data/accounts.api.js';

/** A post for a colleague, from a day to a day; says before who has to agree. */
@Component({
  selector: 'tx-grant-sheet',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  templateUrl: './grant.sheet.html',
  styleUrl: './invite.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GrantSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly roles = GRANTED_ROLES;
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly person = inject<UserView>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<GrantSheet>>(MatDialogRef);
  protected readonly session = inject(Session);
  private readonly api = inject(AccountsApi);
  private readonly notices = inject(UndoBar);

  protected readonly form = new FormGroup({
    role: new FormControl<GrantedRole | ''>('', { nonNullable: true, validators: [needed] }),
    from: new FormControl(this.session.today(), { nonNullable: true, validators: [needed] }),
    to: new FormControl('', { nonNullable: true }),
    reason: new FormControl('', { nonNullable: true }),
  });
  private readonly role = toSignal(this.form.controls.role.valueChanges, { initialValue: '' as const });
  /** Who has to agree; nobody where the department gives a post with one child. */
  protected readonly decider = computed(() => {
    const role = this.role();
    const own = this.session.view()?.roles ?? [];
    if (role === '') return null;
    if (!isWidePost(role)) return own.includes('moralEducation') ? 'nobody' : 'moralEducation';
    return own.includes('principal') ? 'administrator' : 'principal';
  });

  protected async save(): Promise<void> {
    const { role, from, to, reason } = this.form.getRawValue();
    const outcome = await this.sending.send(this.form, () =>
      this.api.give({
        staffId: this.person.id,
        role: role as GrantedRole,
        from,
        ...(to ? { to } : {}),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      }),
    );
    if (!outcome) return;
    this.notices.say(this.t(`accounts.grants.outcome.${outcome.outcome}`, { role: this.t(`roles.${role}`) }));
    this.window.close();
  }
}
