import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { QrCode } from '../../../ui/qr/qr-code.js';

/** The slip a guardian is handed: school, name, the code to scan, until when. Neutral words, for paper lies about. */
@Component({
  selector: 'tx-link-slip',
  imports: [QrCode],
  template: `
    <p class="school">{{ session.view()?.school?.name }}</p>
    <tx-qr-code [of]="url()" [label]="t('guardianLinks.qr')" />
    <div class="words">
      <p class="for">{{ t('guardianLinks.slip.for', { name: studentName() }) }}</p>
      <p>{{ t('guardianLinks.slip.what') }}</p>
      <p class="until">{{ t('guardianLinks.slip.until', { moment: days.moment(expiresAt()) }) }}</p>
    </div>
  `,
  styleUrl: './link-slip.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LinkSlip {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly session = inject(Session);
  readonly url = input.required<string>();
  readonly studentName = input.required<string>();
  readonly expiresAt = input.required<string>();
}
