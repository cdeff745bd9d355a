import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { todayIn, type SchoolSystem } from '@tongxin/shared';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { jobViewer, type Viewer } from '../../platform/access/viewer.js';
import { Clock } from '../../platform/clock/clock.js';
import { JobsService, type JobPayload } from '../../platform/jobs/jobs.service.js';
import { Mailer, MailNotSent } from '../../platform/mail/mailer.js';
import { mailOf, robotTextOf } from './digest.words.js';
import { DELIVER, DigestsService } from './digests.service.js';
import { RobotNotReached, tellGroup } from './group-robots.js';
import { ReminderChannel, ReminderDelivery, ReminderSettings } from './reminder.entities.js';

/** After so many attempts, a good hour in all, it is given up and the administrator sees that it failed. */
const ATTEMPTS_AT_MOST = 8;

/** Thrown so that the queue tries again later; it carries nothing. */
class TryAgain extends Error {}

/** Takes one message out of the queue and brings it to its person or group; keeps only whether that worked. */
@Injectable()
export class DeliveriesService implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
    private readonly digests: DigestsService,
    private readonly mailer: Mailer,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.register(DELIVER, (payload) => this.deliver(payload));
  }

  async deliver({ schoolId, deliveryId }: JobPayload): Promise<void> {
    const viewer = await this.productAt(schoolId!);
    const delivery = viewer && (await this.db.as(viewer, (tx) => tx.findOne(ReminderDelivery, { id: deliveryId! })));
    if (!viewer || delivery?.status !== 'waiting') return;
    const attempts = delivery.attempts + 1;
    const problem = await this.attempt(viewer, delivery);
    if (problem === null) return this.note(viewer, delivery, { attempts, status: 'sent', problem: null });
    const over = problem.forGood || attempts >= ATTEMPTS_AT_MOST;
    await this.note(viewer, delivery, { attempts, status: over ? 'failed' : 'waiting', problem: problem.problem });
    if (!over) throw new TryAgain();
  }

  /** @returns null where it got there, or is no longer wanted */
  private async attempt(
    viewer: Viewer,
    delivery: ReminderDelivery,
  ): Promise<{ problem: string; forGood: boolean } | null> {
    try {
      if (delivery.way === 'mail') await this.mail(viewer, delivery);
      else await this.tell(viewer);
      return null;
    } catch (error) {
      if (error instanceof MailNotSent) return error;
      if (error instanceof RobotNotReached) return { problem: error.problem, forGood: false };
      throw error;
    }
  }

  private async mail(viewer: Viewer, { id, staffId, onDay }: ReminderDelivery): Promise<void> {
    const settings = await this.db.as(viewer, (tx) => tx.findOne(ReminderSettings, { staffId: staffId! }));
    const counts = await this.digests.digestOf({ ...viewer, id: staffId! }, onDay);
    if (!settings?.byMail || !settings.mailAddress || !counts) return;
    const link = this.config.publicUrl && `${this.config.publicUrl}/`;
    await this.mailer.send({ id, to: settings.mailAddress, ...mailOf(counts, settings.language, link) });
  }

  private async tell(viewer: Viewer): Promise<void> {
    const channel = await this.db.as(viewer, (tx) => tx.findOne(ReminderChannel, {}));
    if (!channel?.kind || !channel.url) return;
    const counts = await this.digests.countsOfSchool(viewer);
    const link = this.config.publicUrl && `${this.config.publicUrl}/`;
    await tellGroup(
      { kind: channel.kind, url: channel.url, secret: channel.secret },
      robotTextOf(counts, channel.language, link),
      viewer.now,
    );
  }

  private async note(
    viewer: Viewer,
    { id }: ReminderDelivery,
    change: Pick<ReminderDelivery, 'attempts' | 'status' | 'problem'>,
  ): Promise<void> {
    await this.db.as(viewer, (tx) => tx.update(ReminderDelivery, { id }, { ...change, changedAt: viewer.now }));
  }

  private async productAt(schoolId: string): Promise<Viewer | null> {
    const now = this.clock.now();
    const schools = await this.db.beforeViewer<{ id: string; time_zone: string; system: SchoolSystem }>(
      'SELECT * FROM app.schools_at_work() WHERE id = $1',
      [schoolId],
    );
    return (
      schools.map(({ time_zone: timeZone, system }) =>
        jobViewer({
          schoolId,
          actorId: schoolId,
          timeZone,
          schoolSystem: system,
          today: todayIn(timeZone, now),
          now,
        }),
      )[0] ?? null
    );
  }
}
