import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  resource,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { Texts, translate, type Language } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { Reminders, type ClassCoverage } from '../data/reminders.js';

export interface ReminderData {
  month: string;
  coverage: readonly ClassCoverage[];
}

/** The reminder before it is copied: in which language, about what; where the browser does not copy, it is selected to be copied by hand. */
@Component({
  selector: 'tx-reminder-sheet',
  imports: [FilterChips, Icon, MatButton, SheetFrame],
  template: `
    <tx-sheet-frame [title]="t('overview.remind.sheet')" [subtitle]="t('overview.remind.sheetWhy')">
      <div class="choices">
        <tx-filter-chips [label]="t('overview.remind.about')" [choices]="abouts()" [(chosen)]="about" />
        <tx-filter-chips [label]="t('overview.remind.language')" [choices]="languages" [(chosen)]="language" />
      </div>
      @if (byHand()) {
        <p class="muted" role="alert">{{ t('overview.remind.byHandWhy') }}</p>
      }
      <textarea
        #field
        readonly
        rows="9"
        [attr.aria-label]="t('overview.remind.text')"
        [value]="text.value() ?? t('overview.remind.nothing')"
      ></textarea>
      <button actions matButton="filled" type="button" [disabled]="!text.value()" (click)="copy()">
        <tx-icon name="copy" />{{ t('overview.remind.copy') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    .choices {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 20px;
      padding-bottom: 12px;
      --tx-edge: 0px;
    }

    .muted {
      padding-bottom: 10px;
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    textarea {
      width: 100%;
      padding: 14px 16px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-surface-container);
      color: var(--mat-sys-on-surface);
      font: var(--mat-sys-body-large);
      letter-spacing: 0;
      resize: vertical;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReminderSheet {
  protected readonly t = translate();
  private readonly data = inject<ReminderData>(MAT_DIALOG_DATA);
  private readonly window = inject<MatDialogRef<ReminderSheet>>(MatDialogRef);
  private readonly notices = inject(UndoBar);
  private readonly reminders = inject(Reminders);
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');

  protected readonly about = signal('open');
  protected readonly language = signal<string>(inject(Texts).language());
  protected readonly byHand = signal(false);
  protected readonly abouts = computed<FilterChoice[]>(() => [
    { value: 'open', text: this.t('overview.remind.allOpen') },
    { value: 'overdue', text: this.t('overview.remind.overdueOnly') },
  ]);
  protected readonly languages: readonly FilterChoice[] = [
    { value: 'zh-CN', text: '中文' },
    { value: 'en', text: 'English' },
  ];
  protected readonly text = resource({
    params: () => ({ language: this.language() as Language, onlyOverdue: this.about() === 'overdue' }),
    loader: ({ params }) => this.reminders.text(this.data.month, this.data.coverage, params),
  });

  protected async copy(): Promise<void> {
    const text = this.text.value();
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text);
      this.notices.say(this.t('overview.remind.copied'));
      this.window.close();
    } catch {
      // Without TLS or permission browsers refuse; then the text is selected to be copied by hand.
      this.byHand.set(true);
      this.field().nativeElement.select();
    }
  }
}
