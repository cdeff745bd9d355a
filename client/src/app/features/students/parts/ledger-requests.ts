import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatDialogRef } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import type { LedgerRequestView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { saveDocument } from '../../imports/data/save-document.js';
import { LedgersApi } from '../data/ledgers.api.js';

/** The ledgers a person asked a second person for: what became of each, and those that may be downloaded now. */
@Component({
  selector: 'tx-ledger-requests',
  imports: [Icon, MatButton, RouterLink],
  template: `
    <h3>{{ t('ledgers.requests') }}</h3>
    <ul>
      @for (one of requests(); track one.id) {
        <li>
          <div>
            <p>
              <strong>{{ t('ledgers.statuses.' + one.status, { who: t('ledgers.deciders.' + one.decider) }) }}</strong>
            </p>
            <p class="muted">
              {{ t('ledgers.requestLine', { count: one.children, when: days.moment(one.requestedAt) }) }}
            </p>
            @if (one.status === 'ready' && one.readyUntil; as until) {
              <p class="muted">
                {{ t('ledgers.readyUntil', { until: days.moment(until), count: one.fetchesLeft }) }}
              </p>
            }
            @if (one.status === 'sentBack' && one.decisionReason; as reason) {
              <p class="muted">{{ t('ledgers.back', { name: one.decidedBy ?? '', reason }) }}</p>
            }
          </div>
          @if (one.status === 'ready') {
            <button matButton="tonal" type="button" [attr.aria-busy]="going() === one.id" (click)="download(one)">
              <tx-icon name="download" />{{ t(going() === one.id ? 'ledgers.downloading' : 'ledgers.download') }}
            </button>
          } @else if (session.may('approval.view')) {
            <a matButton="text" [routerLink]="['/approvals', one.approvalId]" (click)="window?.close()">
              {{ t('ledgers.openApproval') }}
            </a>
          }
        </li>
      }
    </ul>
  `,
  styles: `
    :host {
      display: block;
      margin-bottom: 16px;
      padding: 12px 16px 4px;
      border-radius: 16px;
      background: var(--mat-sys-surface-container-high);
    }

    h3 {
      margin: 0;
      font: var(--mat-sys-title-small);
    }

    li {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 12px;
      align-items: center;
      justify-content: space-between;
      padding: 10px 0;

      & + li {
        border-top: 1px solid var(--mat-sys-outline-variant);
      }
    }

    p {
      margin: 0;
      font: var(--mat-sys-body-medium);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LedgerRequests {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly session = inject(Session);
  protected readonly window = inject(MatDialogRef, { optional: true });
  private readonly api = inject(LedgersApi);
  private readonly sentences = inject(ProblemSentences);
  private readonly notices = inject(UndoBar);

  readonly requests = input.required<readonly LedgerRequestView[]>();
  /** One was downloaded, or could not be: what may still be done has changed. */
  readonly fetched = output();
  protected readonly going = signal<string | null>(null);

  protected async download(one: LedgerRequestView): Promise<void> {
    if (this.going() !== null) return;
    this.going.set(one.id);
    try {
      const { bytes, name } = await this.api.fetch(one.id);
      saveDocument(bytes, name);
      this.notices.say(this.t('ledgers.saved'));
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    } finally {
      this.going.set(null);
      this.fetched.emit();
    }
  }
}
