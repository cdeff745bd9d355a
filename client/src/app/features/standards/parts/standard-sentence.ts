import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { STANDARD_CHOICES } from '@tongxin/shared';
import type { PartName, StandardDraft } from '../data/standard-draft.js';
import { StandardWords } from '../data/standard-words.js';

/** A standard as a sentence. Where it may be changed its parts are buttons; the pressed one is opened below the sentence. */
@Component({
  selector: 'tx-standard-sentence',
  template: `
    <p>
      @for (piece of pieces(); track $index) {
        @if (piece.part && editable() && hasChoices(piece.part)) {
          <button
            type="button"
            [attr.aria-expanded]="opened() === piece.part"
            [attr.data-part]="piece.part"
            (click)="opened.set(opened() === piece.part ? null : piece.part)"
          >
            {{ piece.text }}
          </button>
        } @else if (piece.part === 'grace' || piece.part === 'holidays') {
          <span class="muted">{{ piece.text }}</span>
        } @else if (piece.part) {
          <strong>{{ piece.text }}</strong>
        } @else {
          <span>{{ piece.text }}</span>
        }
      }
    </p>
  `,
  styles: `
    p {
      font: var(--mat-sys-title-large);
      font-weight: 400;
      line-height: 1.7;
    }

    strong {
      font-weight: 600;
    }

    .muted {
      font-size: 0.8em;
    }

    button {
      display: inline;
      padding: 2px 8px;
      border: 0;
      border-bottom: 2px solid var(--mat-sys-primary);
      border-radius: 8px 8px 0 0;
      background: color-mix(in srgb, var(--mat-sys-primary) 10%, transparent);
      font-weight: 600;
      line-height: 1.5;
      text-align: start;
      cursor: pointer;

      &:hover {
        background: color-mix(in srgb, var(--mat-sys-primary) 18%, transparent);
      }

      &[aria-expanded='true'] {
        background: var(--mat-sys-primary);
        color: var(--mat-sys-on-primary);
      }
    }

    @media (max-width: 599.98px) {
      p {
        font-size: 18px;
      }

      p:has(button) {
        line-height: 2.1;
      }

      button {
        min-height: 36px;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StandardSentence {
  private readonly words = inject(StandardWords);
  readonly draft = input.required<StandardDraft>();
  readonly editable = input(false);
  /** The part that is open below. */
  readonly opened = model<PartName | null>(null);
  protected readonly pieces = computed(() => this.words.pieces(this.draft()));

  /** A part with one choice only is said and not offered. */
  protected hasChoices(part: PartName): boolean {
    const choices = STANDARD_CHOICES[this.draft().code];
    if (part === 'who') return choices.who.length > 1;
    return part === 'every' ? choices.every.length > 1 : true;
  }
}
