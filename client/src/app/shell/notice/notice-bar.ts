import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { translate } from '../../core/language/texts.js';
import { UndoBar } from '../../core/undo/undo-bar.js';
import { Icon } from '../../ui/icon/icon.js';

/** Says what has just been saved and, for eight seconds, offers to take it back; read aloud without taking the focus. */
@Component({
  selector: 'tx-notice-bar',
  imports: [Icon],
  template: `
    <div role="status" aria-live="polite" aria-atomic="true">
      @if (bar.notice(); as notice) {
        <div
          class="bar"
          [class.problem]="notice.tone === 'problem'"
          (mouseenter)="bar.hold()"
          (mouseleave)="bar.goOn()"
          (focusin)="bar.hold()"
          (focusout)="bar.goOn()"
        >
          <tx-icon [name]="notice.tone === 'done' ? 'check-circle' : 'error'" />
          <p>{{ notice.text }}</p>
          @if (notice.undo) {
            <button class="undo" type="button" (click)="bar.undo()">{{ t('words.undo') }}</button>
          }
          <button class="close" type="button" [attr.aria-label]="t('words.close')" (click)="bar.close()">
            <tx-icon name="close" />
          </button>
          @if (notice.undo) {
            <span class="time" aria-hidden="true"></span>
          }
        </div>
      }
    </div>
  `,
  styleUrl: './notice-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NoticeBar {
  protected readonly t = translate();
  protected readonly bar = inject(UndoBar);
}
