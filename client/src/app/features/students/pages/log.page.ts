import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AccessLogItem } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { OpenStudent } from '../data/open-student.js';
import { StudentsApi } from '../data/students.api.js';

/** Acts that show something, and those that change something, by their last word. */
const ICONS: Record<string, IconName> = {
  opened: 'visibility',
  historyOpened: 'visibility',
  revealed: 'key',
  printed: 'print',
  exported: 'download',
  verified: 'verified',
  created: 'add',
  recorded: 'add',
};

/** Who looked at the child's file or changed it: who, what, when and why. */
@Component({
  selector: 'tx-log-page',
  imports: [EmptyState, Icon, MatButton, ProblemPanel, States],
  templateUrl: './log.page.html',
  styleUrl: './log.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class LogPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly student = inject(OpenStudent);
  private readonly texts = inject(Texts);
  private readonly api = inject(StudentsApi);

  protected readonly reading = this.api.accessLog(() => this.student.id() || undefined);
  protected readonly pages = paged(this.reading, (cursor) => this.api.moreAccessLog(this.student.id(), cursor));
  protected readonly lines = computed(() =>
    (this.pages.items() ?? []).map((item) => ({
      ...item,
      icon: ICONS[item.act.split('.').at(-1) ?? ''] ?? ('edit' as const),
      what: this.act(item),
      why: this.reason(item),
    })),
  );

  private act(item: AccessLogItem): string {
    const key = `acts.${item.act}`;
    return this.t(this.texts.has(key) ? key : 'students.log.otherAct');
  }

  private reason(item: AccessLogItem): string | null {
    if (!item.reason) return null;
    // 'paused' names what a care file became, 'other: …' carries the words of whoever asked.
    const [code = '', ...words] = item.reason.split(': ');
    const group = item.act === 'careFile.changed' ? 'careFileStatuses' : 'revealReasons';
    const key = `${group}.${code}`;
    return this.texts.has(key) ? [this.t(key), ...words].join(' · ') : item.reason;
  }
}
