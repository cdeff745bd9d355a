import { ChangeDetectionStrategy, Component, inject, type Injector } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { Sheets } from '../../ui/sheet/sheets.js';
import { SheetFrame } from '../../ui/sheet/sheet-frame.js';
import { translate } from '../language/texts.js';
import { SignInForm } from './sign-in-form.js';
import { Session } from './session.js';

/** Asks for the password of the person who was at work; nothing that was typed is lost. */
@Component({
  selector: 'tx-sign-in-again',
  imports: [MatButton, SheetFrame, SignInForm],
  template: `
    <tx-sheet-frame [title]="t('signIn.againTitle')" [closable]="false">
      <p class="muted">{{ t('signIn.againWhy', { name }) }}</p>
      <tx-sign-in-form [onlyAccount]="data.username" (signedIn)="window.close(true)" />
      <button matButton type="button" (click)="leave()">{{ t('signIn.useAnother') }}</button>
    </tx-sheet-frame>
  `,
  styles: `
    p {
      margin-bottom: 20px;
    }

    button {
      width: 100%;
      margin-top: 4px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SignInAgainDialog {
  protected readonly t = translate();
  protected readonly data = inject<{ username: string }>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<SignInAgainDialog, boolean>>(MatDialogRef);
  private readonly session = inject(Session);
  protected readonly name = this.session.view()?.user.name ?? '';
  private readonly router = inject(Router);

  protected async leave(): Promise<void> {
    await this.session.signOut();
    this.window.close(false);
    await this.router.navigateByUrl('/sign-in');
  }
}

/** Opens the dialog; true when the same person has signed in again. */
export async function openSignInAgain(injector: Injector, username: string): Promise<boolean> {
  const sheets = injector.get(Sheets);
  return (
    (await sheets.open<SignInAgainDialog, { username: string }, boolean>(SignInAgainDialog, {
      data: { username },
      closable: false,
    })) ?? false
  );
}
