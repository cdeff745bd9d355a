import { ChangeDetectionStrategy, Component, computed, inject, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { BegunSecondFactor } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { Skeleton } from '../../../ui/states/skeleton.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { OwnAccountApi } from '../data/own-account.api.js';
import { QrCode } from '../../../ui/qr/qr-code.js';

/** Sets up the second step: scan, type the first code. Says the recovery codes when it is on. */
@Component({
  selector: 'tx-second-step-setup',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, QrCode, ReactiveFormsModule, Skeleton],
  templateUrl: './second-step-setup.html',
  styleUrl: './second-step-setup.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SecondStepSetup {
  protected readonly t = translate();
  private readonly api = inject(OwnAccountApi);

  /** It is on; these are its recovery codes. */
  readonly confirmed = output<readonly string[]>();

  protected readonly begun = signal<BegunSecondFactor | null>(null);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly sending = new FormSending();
  protected readonly wrong = refusalWords();
  protected readonly form = new FormGroup({
    code: new FormControl('', { nonNullable: true, validators: [needed] }),
  });
  /** In groups of four, as it is typed into an app by hand. */
  protected readonly typed = computed(
    () =>
      this.begun()
        ?.secret.match(/.{1,4}/g)
        ?.join(' ') ?? '',
  );

  constructor() {
    void this.begin();
  }

  protected async begin(): Promise<void> {
    this.problem.set(null);
    try {
      this.begun.set(await this.api.beginSecondFactor());
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    }
  }

  protected async confirm(): Promise<void> {
    const done = await this.sending.send(this.form, () => this.api.confirmSecondFactor(this.form.controls.code.value));
    if (done) this.confirmed.emit(done.codes);
  }
}
