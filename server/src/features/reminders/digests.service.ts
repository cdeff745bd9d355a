import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { holds, isSchoolDay, todayIn, type SchoolSystem } from '@tongxin/shared';
import { v7 } from 'uuid';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { jobViewer, toViewer, type SessionRow, type Viewer } from '../../platform/access/viewer.js';
import { mustHaveSecondFactor } from '../../platform/access/access.guard.js';
import { Clock } from '../../platform/clock/clock.js';
import { JobsService } from '../../platform/jobs/jobs.service.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { ApprovalsService } from '../approvals/index.js';
import { ConcernsService } from '../care-records/index.js';
import { DutiesService } from '../duties/index.js';
import { SchoolContexts } from '../organisation/index.js';
import { hasSomething, type DigestCounts } from './digest.counts.js';
import { Digest, DigestRun, ReminderChannel, ReminderDelivery, ReminderSettings } from './reminder.entities.js';

/** From seven in the school's own time; who was down then catches up, but nobody is reminded in the evening. */
const FROM_HOUR = 7;
const UNTIL_HOUR = 18;
/** Counts of records listed one by one stop here. */
const COUNT_AT_MOST = 100;

export const DELIVER = 'reminders.deliver';

interface SchoolAtWork {
  id: string;
  time_zone: string;
  system: SchoolSystem;
}

/** Every school morning, for every person for whom something waits: how much, and nothing of whom. */
@Injectable()
export class DigestsService implements OnModuleInit {
  private readonly logger = new Logger('Reminders');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
    private readonly schools: SchoolContexts,
    private readonly duties: DutiesService,
    private readonly concerns: ConcernsService,
    private readonly approvals: ApprovalsService,
    private readonly mailer: Mailer,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.registerTimed('reminders.digest', '*/10 * * * *', () => this.remindAll());
  }

  /** Goes through every school whose morning it is; a school already reminded today is passed over. */
  async remindAll(): Promise<void> {
    const now = this.clock.now();
    await this.db.beforeViewer('SELECT app.forget_old_reminders($1)', [now]);
    for (const school of await this.db.beforeViewer<SchoolAtWork>('SELECT * FROM app.schools_at_work()')) {
      try {
        await this.remindSchool(school, now);
      } catch (error) {
        // One school's trouble keeps no other school waiting; it is tried again in ten minutes.
        this.logger.error(`the digest of school ${school.id} failed: ${(error as Error).name}`);
      }
    }
  }

  /** What waits for one person now. Reads as that person: whoever sees less is told of less. */
  async countsOf(viewer: Viewer): Promise<DigestCounts> {
    const duties = holds(viewer, 'duty.view');
    const count = async (query: Parameters<DutiesService['list']>[1]): Promise<number> =>
      duties ? ((await this.duties.list(viewer, { ...query, term: true, limit: 1, total: true })).total ?? 0) : 0;
    return {
      talksDue: await count({ status: ['due'], standard: 'monthlyTalk' }),
      cardsDue: await count({ status: ['due'], standard: 'contactCardVerified' }),
      overdue: await count({ status: ['overdue'] }),
      followUps: (await this.concerns.followUps(viewer, { daysAhead: 0, limit: COUNT_AT_MOST })).length,
      urgent: (await this.concerns.urgent(viewer, { limit: COUNT_AT_MOST })).items.length,
      approvals: (await this.approvals.count(viewer)).needsYou,
    };
  }

  private async remindSchool({ id: schoolId, time_zone: timeZone, system }: SchoolAtWork, now: Date): Promise<void> {
    const hour = hourIn(timeZone, now);
    if (hour < FROM_HOUR || hour >= UNTIL_HOUR) return;
    const today = todayIn(timeZone, now);
    const product = jobViewer({ schoolId, actorId: schoolId, timeZone, schoolSystem: system, today, now });
    const { calendar } = await this.schools.of(product);
    if (!isSchoolDay(calendar, today)) return;
    const made = await this.db.as(product, (tx) => tx.findOne(DigestRun, { onDay: today }));
    if (made) return;

    const people = await this.db.beforeViewer<{ viewer: SessionRow }>('SELECT * FROM app.people_at_work($1, $2)', [
      schoolId,
      now,
    ]);
    for (const { viewer: row } of people) {
      const viewer = toViewer(row, { now, requestId: null, retryKey: null });
      if (viewer.secondFactor || !mustHaveSecondFactor(viewer, this.config)) await this.remind(viewer);
    }
    await this.tellSchool(product);
    await this.db.as(product, async (tx) => {
      await tx.query(
        `INSERT INTO digest_runs (school_id, on_day, made_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [schoolId, today, now],
      );
    });
  }

  /** One digest a person and day: whoever comes second, another server or a second attempt, finds it made and sends nothing. */
  private async remind(viewer: Viewer): Promise<void> {
    const counts = await this.countsOf(viewer);
    if (!hasSomething(counts)) return;
    await this.db.as(viewer, async (tx) => {
      const made = await tx.query(
        `INSERT INTO digests (school_id, staff_id, on_day, talks_due, cards_due, overdue, follow_ups, urgent, approvals, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING staff_id`,
        [
          viewer.schoolId,
          viewer.id,
          viewer.today,
          counts.talksDue,
          counts.cardsDue,
          counts.overdue,
          counts.followUps,
          counts.urgent,
          counts.approvals,
          viewer.now,
        ],
      );
      if (made.length === 0 || !this.mailer.available) return;
      const settings = await tx.findOne(ReminderSettings, { staffId: viewer.id });
      if (!settings?.byMail) return;
      const id = v7();
      await tx.insert(ReminderDelivery, {
        id,
        onDay: viewer.today,
        way: 'mail',
        staffId: viewer.id,
        changedAt: viewer.now,
      });
      await tx.enqueue(DELIVER, { schoolId: viewer.schoolId, deliveryId: id }, id);
    });
  }

  /** The group robot says what waits in the whole school. */
  private async tellSchool(product: Viewer): Promise<void> {
    const channel = await this.db.as(product, (tx) => tx.findOne(ReminderChannel, {}));
    if (!channel?.url || !hasSomething(await this.countsOfSchool(product))) return;
    await this.db.as(product, async (tx) => {
      const id = v7();
      const mine = await tx.query(
        `INSERT INTO reminder_deliveries (school_id, id, on_day, way, changed_at) VALUES ($1, $2, $3, 'robot', $4)
         ON CONFLICT DO NOTHING RETURNING id`,
        [product.schoolId, id, product.today, product.now],
      );
      if (mine.length > 0) await tx.enqueue(DELIVER, { schoolId: product.schoolId, deliveryId: id }, id);
    });
  }

  /** As the department sees it, but for what is one person's own: promises and approvals are nobody's in a group. */
  async countsOfSchool(product: Viewer): Promise<DigestCounts> {
    const counts = await this.countsOf({ ...product, roles: ['moralEducation'] });
    return { ...counts, followUps: 0, approvals: 0 };
  }

  /** @returns the digest of a person and day; null where nothing waited, or it is forgotten */
  async digestOf(viewer: Viewer, onDay: string): Promise<DigestCounts | null> {
    return this.db.as(viewer, (tx) => tx.findOne(Digest, { staffId: viewer.id, onDay }));
  }
}

function hourIn(timeZone: string, now: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(now));
}
