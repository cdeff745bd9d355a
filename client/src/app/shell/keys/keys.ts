import { ChangeDetectionStrategy, Component } from '@angular/core';
import { translate } from '../../core/language/texts.js';
import { SheetFrame } from '../../ui/sheet/sheet-frame.js';

/** The keys that work everywhere. */
@Component({
  selector: 'tx-keys',
  imports: [SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('keys.title')">
      <dl>
        @for (line of lines; track line.text) {
          <div>
            <dt>
              @for (key of line.keys; track key) {
                <kbd>{{ key }}</kbd>
              }
            </dt>
            <dd>{{ t(line.text) }}</dd>
          </div>
        }
      </dl>
    </tx-sheet-frame>
  `,
  styles: `
    dl {
      display: flex;
      flex-direction: column;
      gap: 12px;
    }

    div {
      display: flex;
      align-items: center;
      gap: 20px;
    }

    dt {
      display: flex;
      flex: 0 0 132px;
      gap: 6px;
    }

    kbd {
      min-width: 32px;
      padding: 4px 10px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-bottom-width: 2px;
      border-radius: 8px;
      font: var(--mat-sys-label-large);
      text-align: center;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Keys {
  protected readonly t = translate();
  protected readonly lines = [
    { keys: ['/'], text: 'keys.search' },
    { keys: ['Ctrl', 'Enter'], text: 'keys.save' },
    { keys: ['Esc'], text: 'keys.close' },
    { keys: ['?'], text: 'keys.keys' },
  ];
}
