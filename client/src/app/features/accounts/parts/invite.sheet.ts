import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router } from '@angular/router';
import {
  checkPersonName,
  checkUsername,
  GRANTED_ROLES,
  LIMITS,
  type GrantedRole,
  type InvitedView,
} from '@tongxin/shared';
import { debounceTime } from 'rxjs';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { checkedBy, FormSending, needed, refusalWords } from '../../students/data/form-refusals.js';
import { AccountsApi } from '../data/accounts.api.js';
import { Slips } from '../data/slips.js';
import { SlipCard } from './slip-card.js';

const TYPING_PAUSE = 350;

/** Invites one colleague, then shows the slip to hand over. Closes with the person's id when somebody was invited and wants to be looked at. */
@Component({
  selector: 'tx-invite-sheet',
  imports: [
    Icon,
    MatButton,
    MatCheckbox,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
    SlipCard,
  ],
  templateUrl: './invite.sheet.html',
  styleUrl: './invite.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InviteSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly roles = GRANTED_ROLES;
  protected readonly nameMax = LIMITS.nameMax;
  protected readonly usernameMax = LIMITS.usernameMax;
  protected readonly window = inject<MatDialogRef<InviteSheet, string>>(MatDialogRef);
  private readonly api = inject(AccountsApi);
  private readonly slips = inject(Slips);
  private readonly router = inject(Router);

  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [needed, checkedBy(checkPersonName)] }),
    username: new FormControl('', { nonNullable: true, validators: [checkedBy(checkUsername)] }),
  });
  protected readonly chosen = signal<readonly GrantedRole[]>([]);
  protected readonly done = signal<InvitedView | null>(null);
  /** The user name comes from the name until somebody types their own. */
  private suggested = '';

  constructor() {
    this.form.controls.name.valueChanges
      .pipe(debounceTime(TYPING_PAUSE), takeUntilDestroyed())
      .subscribe((name) => void this.suggest(name));
  }

  protected toggle(role: GrantedRole, on: boolean): void {
    this.chosen.update((all) => (on ? [...all, role] : all.filter((one) => one !== role)));
  }

  protected async invite(): Promise<void> {
    const { name, username } = this.form.getRawValue();
    const invited = await this.sending.send(this.form, () =>
      this.api.invite({
        name: name.trim(),
        ...(username.trim() ? { username: username.trim() } : {}),
        ...(this.chosen().length ? { roles: [...this.chosen()] } : {}),
      }),
    );
    if (!invited) return;
    if (invited.slip) this.slips.add([invited.slip]);
    this.done.set(invited);
  }

  protected another(): void {
    this.done.set(null);
    this.suggested = '';
    this.chosen.set([]);
    this.form.reset();
  }

  protected async toSlips(): Promise<void> {
    this.window.close();
    await this.router.navigateByUrl('/school/people/slips');
  }

  private async suggest(name: string): Promise<void> {
    const { username } = this.form.controls;
    if (username.value !== this.suggested || !checkPersonName(name).ok) return;
    // Only a proposal: without it the server makes the user name.
    const answer = await this.api.suggest(name).catch(() => null);
    if (!answer || username.value !== this.suggested || this.form.controls.name.value !== name) return;
    this.suggested = answer.username;
    username.setValue(answer.username);
  }
}
