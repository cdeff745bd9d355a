import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';

/** Ten recovery codes, shown this once: to print, to copy, to keep where the phone is not. */
@Component({
  selector: 'tx-recovery-codes',
  imports: [Icon, MatButton],
  template: `
    <h2>{{ t('ownAccount.recovery.title') }}</h2>
    <p class="muted">{{ t('ownAccount.recovery.why') }}</p>
    <p class="print-only">{{ printed() }}</p>
    <ol>
      @for (code of codes(); track code) {
        <li>{{ code }}</li>
      }
    </ol>
    <div class="ways no-print">
      <button matButton="tonal" type="button" (click)="print()">
        <tx-icon name="print" />{{ t('ownAccount.recovery.print') }}
      </button>
      <button matButton="tonal" type="button" (click)="copy()">
        <tx-icon name="copy" />{{ t('ownAccount.recovery.copy') }}
      </button>
    </div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 12px;
    }

    h2 {
      font: var(--mat-sys-title-large);
      font-weight: 600;
    }

    .muted {
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    ol {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(224px, 1fr));
      gap: 8px 24px;
      padding: 16px 20px;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-surface-container-high);
      font:
        500 16px/28px ui-monospace,
        Consolas,
        monospace;
      letter-spacing: 0.04em;
    }

    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }

    .print-only {
      display: none;
    }

    @media print {
      .print-only {
        display: block;
      }

      ol {
        background: none;
        border: 1px solid;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecoveryCodeList {
  protected readonly t = translate();
  private readonly days = inject(DayWords);
  private readonly session = inject(Session);
  private readonly notices = inject(UndoBar);

  readonly codes = input.required<readonly string[]>();

  /** On paper stands whose they are, and since when; not what they open. */
  protected readonly printed = computed(() =>
    [this.t('product.name'), this.session.view()?.user.username, this.days.date(this.session.today())].join(' · '),
  );

  protected print(): void {
    window.print();
  }

  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.codes().join('\n'));
      this.notices.say(this.t('ownAccount.recovery.copied'));
    } catch {
      this.notices.say(this.t('ownAccount.recovery.notCopied'), 'problem');
    }
  }
}
