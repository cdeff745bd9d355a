import { ChangeDetectionStrategy, Component, input, model } from '@angular/core';
import { MOODS, type Mood } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { MoodFace } from '../../../ui/mood/mood-face.js';

/** Five faces with their words; a second press on the chosen one takes the choice back. */
@Component({
  selector: 'tx-mood-choice',
  imports: [MoodFace],
  template: `
    @for (one of moods; track one) {
      <button type="button" [attr.aria-pressed]="one === mood()" (click)="mood.set(one === mood() ? null : one)">
        <tx-mood-face [mood]="one" />
        <span>{{ t('moods.' + one) }}</span>
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: repeat(5, 1fr);
      gap: 4px;
    }

    button {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: 6px;
      min-height: 76px;
      padding: 10px 2px 8px;
      border: 1px solid transparent;
      border-radius: 18px;
      background: none;
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-medium);
      letter-spacing: 0;
      line-height: 1.2;
      cursor: pointer;
      touch-action: manipulation;

      &:hover {
        background: var(--mat-sys-surface-container-high);
      }

      &[aria-pressed='true'] {
        border-color: var(--mat-sys-primary);
        background: var(--mat-sys-secondary-container);
        color: var(--mat-sys-on-secondary-container);
        font-weight: 700;
      }
    }

    tx-mood-face {
      font-size: 36px;
    }
  `,
  host: { role: 'group', '[attr.aria-label]': 'label()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MoodChoice {
  protected readonly t = translate();
  protected readonly moods = MOODS;
  readonly label = input.required<string>();
  readonly mood = model.required<Mood | null>();
}
