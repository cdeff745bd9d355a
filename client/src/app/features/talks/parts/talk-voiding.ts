import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import { LIMITS, VOID_REASONS, lengthOf, type TalkView, type VoidReason } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { TalksApi } from '../data/talks.api.js';

/** Makes a talk void: it stays on the timeline, struck out, and no longer counts. Cannot be undone, so it asks for the reason first. */
@Component({
  selector: 'tx-talk-voiding',
  imports: [
    MatButton,
    MatFormField,
    MatInput,
    MatLabel,
    MatRadioButton,
    MatRadioGroup,
    ProblemPanel,
    ReactiveFormsModule,
  ],
  templateUrl: './talk-voiding.html',
  styleUrl: './talk-actions.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkVoiding {
  protected readonly t = translate();
  private readonly api = inject(TalksApi);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  readonly talk = input.required<TalkView>();
  readonly saved = output<TalkView>();
  readonly left = output();
  protected readonly reasons = VOID_REASONS;
  protected readonly form = new FormGroup({
    reason: new FormControl<VoidReason | ''>('', { nonNullable: true }),
    text: new FormControl('', { nonNullable: true }),
  });
  protected readonly saving = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly refusal = signal<string | null>(null);

  protected async save(): Promise<void> {
    const { reason, text } = this.form.getRawValue();
    this.refusal.set(this.refusalOf(reason, text.trim()));
    if (reason === '' || this.refusal() || this.saving()) return;
    this.saving.set(true);
    this.problem.set(null);
    try {
      const request = text.trim() === '' ? { reason } : { reason, text: text.trim() };
      this.saved.emit(await this.api.void(this.talk().id, request, this.talk().version));
      this.notices.say(this.t('talks.voided'));
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.saving.set(false);
    }
  }

  private refusalOf(reason: string, text: string): string | null {
    if (reason === '') return this.t('talks.voidReasonMissing');
    if (reason === 'other' && text === '') return this.t('talks.voidTextMissing');
    const max = LIMITS.talkVoidTextMax;
    return lengthOf(text) > max ? this.sentences.fieldSentence('field.tooLong', { max }) : null;
  }
}
