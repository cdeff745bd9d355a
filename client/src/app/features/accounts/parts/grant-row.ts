import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { GrantView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';

/** One post: which, from when to when, who gave it, who asked for it, who ended it and why. */
@Component({
  selector: 'tx-grant-row',
  imports: [MatButton],
  template: `
    <div class="words">
      <p class="role">
        {{ t('roles.' + grant().role) }}
        @if (grant().state === 'coming') {
          <span class="coming">{{ t('accounts.grants.coming') }}</span>
        }
      </p>
      <p>{{ span() }}</p>
      @for (line of history(); track $index) {
        <p class="muted">{{ line }}</p>
      }
    </div>
    @if (grant().mayEnd) {
      <button matButton="text" type="button" (click)="end.emit()">{{ t('accounts.grants.end') }}</button>
    }
  `,
  styles: `
    :host {
      display: flex;
      gap: 12px;
      align-items: flex-start;
      justify-content: space-between;
      padding: 12px 0;
    }

    .words {
      min-width: 0;
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }

    .role {
      font: var(--mat-sys-title-medium);
    }

    .coming {
      margin-left: 8px;
      padding: 2px 8px;
      border-radius: 10px;
      background: var(--mat-sys-surface-container-high);
      font: var(--mat-sys-label-medium);
      letter-spacing: 0;
    }

    button {
      flex: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GrantRow {
  protected readonly t = translate();
  private readonly days = inject(DayWords);
  readonly grant = input.required<GrantView>();
  readonly end = output();

  protected readonly span = computed(() => {
    const { from, to } = this.grant();
    return to
      ? this.t('accounts.fromTo', { from: this.days.date(from), to: this.days.date(to) })
      : this.t('accounts.since', { from: this.days.date(from) });
  });

  protected readonly history = computed(() => {
    const { grantedBy, proposedBy, endedBy, endReason } = this.grant();
    return [
      proposedBy ? this.t('accounts.grants.proposedBy', { name: proposedBy.name }) : '',
      grantedBy ? this.t('accounts.grants.grantedBy', { name: grantedBy.name }) : this.t('accounts.grants.atStart'),
      endedBy ? this.t('accounts.grants.endedBy', { name: endedBy.name }) : '',
      endReason ?? '',
    ].filter(Boolean);
  });
}
