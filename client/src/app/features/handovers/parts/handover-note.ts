import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type HandoverNoteView } from '@tongxin/shared';
import { Drafts } from '../../../core/drafts/drafts.js';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { HandoversApi } from '../data/handovers.api.js';

/** The words of the former head teacher on one child, written where they stand; a draft is kept while typing. */
@Component({
  selector: 'tx-handover-note',
  imports: [MatButton, MatFormField, MatHint, MatInput, MatLabel, ProblemPanel],
  template: `
    <mat-form-field appearance="outline">
      <mat-label>{{ t('handovers.toKnow') }}</mat-label>
      <textarea
        #words
        matInput
        rows="2"
        [value]="typed()"
        [attr.maxlength]="longest"
        (input)="type(words.value)"
        (keydown.control.enter)="save()"
      ></textarea>
      <mat-hint>{{ t('handovers.toKnowHint') }}</mat-hint>
    </mat-form-field>
    @if (problem(); as wrong) {
      <tx-problem-panel [problem]="wrong" [safe]="t('states.typedKept')" />
    }
    @if (changed()) {
      <button matButton="tonal" type="button" [attr.aria-busy]="busy()" (click)="save()">
        {{ t(busy() ? 'words.saving' : 'words.save') }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 8px;
    }

    button {
      align-self: flex-start;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HandoverNotePart {
  protected readonly t = translate();
  protected readonly longest = LIMITS.handoverNoteMax;
  private readonly api = inject(HandoversApi);
  private readonly drafts = inject(Drafts);
  private readonly notices = inject(UndoBar);

  readonly handoverId = input.required<string>();
  readonly studentId = input.required<string>();
  readonly note = input.required<HandoverNoteView | null>();
  readonly saved = output<HandoverNoteView>();

  private readonly key = computed(() => `handover:${this.handoverId()}:${this.studentId()}`);
  private readonly written = computed(() => this.note()?.words ?? '');
  protected readonly typed = linkedSignal(() => this.drafts.get<string>(this.key()) ?? this.written());
  protected readonly changed = computed(() => this.typed().trim() !== this.written());
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected type(words: string): void {
    this.typed.set(words);
    this.drafts.keep(this.key(), words);
  }

  protected async save(): Promise<void> {
    if (this.busy() || !this.changed()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const words = this.typed().trim() || null;
      const note = await this.api.write(this.handoverId(), this.studentId(), words, this.note()?.version);
      this.drafts.drop(this.key());
      this.notices.say(this.t('handovers.noteSaved'));
      this.saved.emit(note);
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
