import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { AuditItem, AuditSeal, EmergencyView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { saveDocument } from '../../imports/data/save-document.js';
import { AuditApi, type AuditFilter } from '../data/audit.api.js';
import { EmergencyRow } from '../parts/emergency-row.js';

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

/** Who read and changed what, and why; emergency accesses that wait to be reviewed stand above. */
@Component({
  selector: 'tx-audit-page',
  imports: [EmergencyRow, EmptyState, FilterChips, Icon, MatButton, PageHeader, ProblemPanel, States],
  templateUrl: './audit.page.html',
  styleUrl: './audit.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AuditPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly texts = inject(Texts);
  private readonly api = inject(AuditApi);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  /** The filter, from the address. */
  readonly only = input<string>();
  readonly actorId = input<string>();
  readonly studentId = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  protected readonly filter = computed<AuditFilter>(() => ({
    only: this.only() ?? '',
    actorId: this.actorId() ?? '',
    studentId: this.studentId() ?? '',
    from: this.from() ?? '',
    to: this.to() ?? '',
  }));
  protected readonly reading = this.api.log(this.filter);
  protected readonly pages = paged(this.reading, (cursor) => this.api.more(this.filter(), cursor));
  protected readonly emergencies = this.api.emergencies();
  protected readonly waiting = computed(() =>
    (this.emergencies.value()?.items ?? []).filter((one) => one.review === null || one.may.length > 0),
  );
  protected readonly lines = computed(() =>
    (this.pages.items() ?? []).map((item) => ({
      ...item,
      icon: item.emergency ? ('sos' as const) : (ICONS[item.act.split('.').at(-1) ?? ''] ?? ('edit' as const)),
      what: this.act(item),
      why: this.reason(item),
    })),
  );
  protected readonly parts = computed(() =>
    ['', 'openings', 'changes', 'emergencies'].map((value) => ({
      value,
      text: this.t(value === '' ? 'words.all' : `audit.only.${value}`),
    })),
  );
  /** By whom or whom it is narrowed, by the name in the first row; the address holds ids only. */
  protected readonly actorName = computed(() =>
    this.filter().actorId ? (this.lines().find((line) => line.actor)?.actor?.name ?? this.t('audit.onePerson')) : null,
  );
  protected readonly studentName = computed(() =>
    this.filter().studentId
      ? (this.lines().find((line) => line.student?.name)?.student?.name ?? this.t('audit.oneChild'))
      : null,
  );
  protected readonly narrowed = computed(() => Object.values(this.filter()).some((value) => value !== ''));
  protected readonly today = this.session.today;
  protected readonly mayExport = this.session.may('audit.export');
  protected readonly mayCheck = this.session.may('audit.verify');
  protected readonly mayOpen = this.session.may('emergencyAccess.open');
  protected readonly seal = signal<AuditSeal | null>(null);
  protected readonly checking = signal(false);

  protected narrow(change: Partial<AuditFilter>): void {
    const wanted = { ...this.filter(), ...change };
    const queryParams = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));
    void this.router.navigate(['/audit'], { queryParams });
  }

  protected chooseDay(field: 'from' | 'to', event: Event): void {
    this.narrow({ [field]: (event.target as HTMLInputElement).value });
  }

  protected clear(): void {
    void this.router.navigate(['/audit']);
  }

  protected async check(): Promise<void> {
    this.checking.set(true);
    await this.attempt(async () => this.seal.set(await this.api.seal()));
    this.checking.set(false);
  }

  protected async take(): Promise<void> {
    await this.attempt(async () => {
      const table = await this.api.table(this.filter(), this.texts.language());
      saveDocument(table, `${this.t('audit.fileName')}-${this.today()}.csv`);
    });
  }

  protected async openEmergency(): Promise<void> {
    const { OpenEmergencySheet } = await import('../parts/open-emergency.sheet.js');
    const opened = await this.sheets.open<InstanceType<typeof OpenEmergencySheet>, unknown, EmergencyView>(
      OpenEmergencySheet,
    );
    if (opened) await this.router.navigate(['/audit/emergencies', opened.id]);
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
  }

  private act(item: AuditItem): string {
    const key = `acts.${item.act}`;
    return this.t(this.texts.has(key) ? key : 'students.log.otherAct');
  }

  /** Codes in words, group by group; what somebody wrote stays as it is. */
  private reason({ reason }: AuditItem): string | null {
    if (!reason) return null;
    return reason
      .split(': ')
      .map((part) => {
        if (part === 'emergency') return this.t('emergencyNote');
        const group = [
          'emergencyKinds',
          'emergencyReasons',
          'emergencyOutcomes',
          'revealReasons',
          'careFileStatuses',
          'urgencies',
          'categoryAudiences',
        ].find((one) => this.texts.has(`${one}.${part}`));
        return group ? this.t(`${group}.${part}`) : part;
      })
      .join(' · ');
  }
}
