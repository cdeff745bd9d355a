import { Inject, Injectable } from '@nestjs/common';
import { holds, STANDARD_CODES } from '@tongxin/shared';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { mustHaveSecondFactor } from '../../platform/access/access.guard.js';
import { toViewer, type SessionRow, type Viewer } from '../../platform/access/viewer.js';
import { Clock } from '../../platform/clock/clock.js';
import { sha256 } from '../../platform/crypto/tokens.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { Attempts } from '../../platform/sessions/attempts.js';
import { ConcernsService } from '../care-records/index.js';
import { DutiesService, type DutyView } from '../duties/index.js';
import { calendarDocument, type DatedTask } from './calendar-document.js';
import { ReminderSettings } from './reminder.entities.js';

const FILE = /^([\w-]{43})\.ics$/;
const PAGE = 100;
/** A class is smaller than this; a calendar with more entries helps nobody. */
const ENTRIES_AT_MOST = 300;
const DAYS_AHEAD = 60;

/** Somebody's own calendar of what is due, by its secret address: whoever holds the address reads it, as that person may today. */
@Injectable()
export class CalendarService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly attempts: Attempts,
    private readonly duties: DutiesService,
    private readonly concerns: ConcernsService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /**
   * @param file the last part of the address
   * @param address where the request comes from; guesses count for it
   * @throws NotFoundError for an address that was never made or was ended, and where the account is switched off; TooManyError
   */
  async read(file: string, address: string): Promise<string> {
    const token = FILE.exec(file)?.[1];
    await this.attempts.count(
      token ? { of: 'calendar', key: token } : { of: 'address', key: `calendar\n${address}` },
      'request.tooMany',
    );
    const viewer = token ? await this.ownerOf(token, address) : null;
    if (!viewer) throw new NotFoundError();
    const settings = await this.db.as(viewer, (tx) => tx.findOne(ReminderSettings, { staffId: viewer.id }));
    const tasks = [...(await this.dutiesOf(viewer)), ...(await this.promisesOf(viewer))];
    return calendarDocument(tasks.slice(0, ENTRIES_AT_MOST), {
      now: viewer.now,
      language: settings?.language ?? 'zh-CN',
      publicUrl: this.config.publicUrl,
    });
  }

  private async ownerOf(token: string, address: string): Promise<Viewer | null> {
    const now = this.clock.now();
    const [row] = await this.db.beforeViewer<{ viewer: SessionRow | null }>(
      'SELECT app.viewer_of_calendar($1, $2) AS viewer',
      [sha256(token), now],
    );
    if (!row?.viewer) {
      await this.attempts.count({ of: 'address', key: `calendar\n${address}` }, 'request.tooMany');
      return null;
    }
    const viewer = toViewer(row.viewer, { now, requestId: null, retryKey: null });
    return mustHaveSecondFactor(viewer, this.config) && !viewer.secondFactor ? null : viewer;
  }

  /** Each child of the classes one heads; for whoever looks after the whole school one entry a day, with a number. */
  private async dutiesOf(viewer: Viewer): Promise<DatedTask[]> {
    if (!holds(viewer, 'duty.view')) return [];
    const own: DatedTask[] = [];
    for (const classId of viewer.headedClassIds) {
      const due = await this.all(viewer, classId);
      own.push(
        ...due.map(({ student, standard, window, status }) => ({
          kind: standard.code,
          day: window.to,
          overdue: status === 'overdue',
          child: { id: student.id, name: student.name },
          count: 1,
        })),
      );
    }
    if (viewer.headedClassIds.length > 0) return own;
    const tasks: DatedTask[] = [];
    for (const code of STANDARD_CODES) {
      const { items, total } = await this.duties.list(viewer, {
        term: true,
        status: ['due'],
        standard: code,
        limit: 1,
        total: true,
      });
      if (items[0])
        tasks.push({ kind: code, day: items[0].window.to, overdue: false, child: null, count: total ?? items.length });
    }
    return tasks;
  }

  private async all(viewer: Viewer, classId: string): Promise<DutyView[]> {
    const found: DutyView[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.duties.list(viewer, {
        term: true,
        status: ['overdue', 'due'],
        classId,
        limit: PAGE,
        ...(cursor ? { cursor } : {}),
      });
      found.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor && found.length < ENTRIES_AT_MOST);
    return found;
  }

  private async promisesOf(viewer: Viewer): Promise<DatedTask[]> {
    const promises = await this.concerns.followUps(viewer, { daysAhead: DAYS_AHEAD, limit: PAGE });
    return promises.map(({ student, on }) => ({
      kind: 'followUp',
      day: on,
      overdue: on < viewer.today,
      child: { id: student.id, name: student.name },
      count: 1,
    }));
  }
}
