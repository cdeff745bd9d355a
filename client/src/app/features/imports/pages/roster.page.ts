import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { askAgainWhile } from '../data/ask-again.js';
import { Documents } from '../data/documents.js';
import { ImportsApi } from '../data/imports.api.js';
import { LedgerUpload } from '../data/ledger-upload.js';
import { ImportCard } from '../parts/import-card.js';
import { UploadZone } from '../parts/upload-zone.js';

/** The roster of all pupils from a spreadsheet: the template, the upload, and the rosters of the last 30 days. */
@Component({
  selector: 'tx-roster-page',
  imports: [EmptyState, Icon, ImportCard, MatButton, PageHeader, ProblemPanel, States, UploadZone],
  providers: [LedgerUpload],
  templateUrl: './roster.page.html',
  styleUrl: './imports.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RosterPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly documents = inject(Documents);
  protected readonly upload = inject(LedgerUpload);
  protected readonly list = inject(ImportsApi).list('roster');

  constructor() {
    askAgainWhile(this.list.first, (page) =>
      page.items.some(({ status }) => status === 'checking' || status === 'committing'),
    );
  }
}
