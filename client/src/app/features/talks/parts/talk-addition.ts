import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { FormControl, ReactiveFormsModule, Validators } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type TalkView } from '@tongxin/shared';
import { newId } from '../../../core/identifiers.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { TalksApi } from '../data/talks.api.js';

/** Adds to a talk after its seven days; what was written stays as it is. */
@Component({
  selector: 'tx-talk-addition',
  imports: [MatButton, MatError, MatFormField, MatInput, MatLabel, ProblemPanel, ReactiveFormsModule],
  template: `
    @if (problem(); as refused) {
      <tx-problem-panel [problem]="refused" [safe]="t('states.typedKept')" (retry)="save()" />
    }
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ t('talks.addition') }}</mat-label>
      <textarea matInput rows="3" [formControl]="text"></textarea>
      <mat-error>{{
        t(text.hasError('maxlength') ? 'problems.field.tooLong' : 'problems.field.required', { max: limit })
      }}</mat-error>
    </mat-form-field>
    <div class="actions">
      <button matButton type="button" (click)="left.emit()">{{ t('words.cancel') }}</button>
      <button matButton="filled" type="button" [attr.aria-busy]="saving()" (click)="save()">
        {{ t(saving() ? 'words.saving' : 'words.save') }}
      </button>
    </div>
  `,
  styleUrl: './talk-actions.scss',
  host: { '(keydown.control.enter)': 'save()', '(keydown.meta.enter)': 'save()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkAddition {
  protected readonly t = translate();
  private readonly api = inject(TalksApi);
  private readonly notices = inject(UndoBar);
  private readonly id = newId();

  readonly talk = input.required<TalkView>();
  readonly saved = output<TalkView>();
  readonly left = output();
  protected readonly limit = LIMITS.talkAddendumMax;
  protected readonly text = new FormControl('', {
    nonNullable: true,
    validators: [Validators.required, Validators.pattern(/\S/), Validators.maxLength(LIMITS.talkAddendumMax)],
  });
  protected readonly saving = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected async save(): Promise<void> {
    this.text.markAsTouched();
    if (this.text.invalid || this.saving()) return;
    this.saving.set(true);
    this.problem.set(null);
    try {
      this.saved.emit(await this.api.addAddendum(this.talk().id, { id: this.id, text: this.text.value.trim() }));
      this.notices.say(this.t('talks.added'));
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.saving.set(false);
    }
  }
}
