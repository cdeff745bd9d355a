import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { InvalidRequestError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Attempts } from '../../platform/sessions/attempts.js';
import { isRobotAddress, RobotNotReached, tellGroup } from './group-robots.js';
import { ReminderChannel } from './reminder.entities.js';
import type {
  DeliveryView,
  DigestQuery,
  LastDelivery,
  ReminderChannelRequest,
  ReminderChannelView,
  RobotTrial,
} from './reminders.dto.js';

const ENDING_SHOWN = 4;

const LAST_TO_ROBOT = `SELECT to_char(on_day, 'YYYY-MM-DD') AS day, status, problem FROM reminder_deliveries
  WHERE school_id = $1 AND way = 'robot' ORDER BY on_day DESC LIMIT 1`;
const MAIL_READERS = `SELECT count(*)::int AS readers FROM reminder_settings WHERE school_id = $1 AND by_mail`;
const NOT_DELIVERED = {
  name: 'reminders-not-delivered',
  text: `SELECT d.id, to_char(d.on_day, 'YYYY-MM-DD') AS day, d.way, d.status, d.attempts, d.problem, d.changed_at AS "changedAt",
                CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'name', p.name) END AS person
           FROM reminder_deliveries d
           LEFT JOIN staff p ON p.school_id = $1 AND p.id = d.staff_id
          WHERE d.school_id = $1 AND (d.status = 'failed' OR (d.status = 'waiting' AND d.attempts > 0))
            AND ($2::date IS NULL OR (d.on_day, d.id) < ($2::date, $3::uuid))
          ORDER BY d.on_day DESC, d.id DESC LIMIT $4`,
};

const TRIAL: Readonly<Record<'zh-CN' | 'en', string>> = {
  'zh-CN': '【童心】这是一条测试消息。以后每个上学日早上，这里会提醒全校还有多少事待完成，只有数字。',
  en: '[Tongxin] This is a test. Every school morning this group will hear how much is still to be done, in figures only.',
};

type NotDelivered = Omit<DeliveryView, 'changedAt'> & { changedAt: Date };

/** The group robot of the school, and what did not get through. */
@Injectable()
export class ReminderChannelService {
  constructor(
    private readonly db: Database,
    private readonly mailer: Mailer,
    private readonly attempts: Attempts,
  ) {}

  show(viewer: Viewer): Promise<ReminderChannelView> {
    return this.db.as({ ...viewer, retryKey: null }, (tx) => this.view(tx));
  }

  /** @throws InvalidRequestError where the address is not encrypted or missing; StaleVersionError */
  async change(viewer: Viewer, request: ReminderChannelRequest, seen: number): Promise<ReminderChannelView> {
    if (request.url !== undefined && !isRobotAddress(request.url))
      throw InvalidRequestError.at('/url', 'robot.address');
    return this.db.as(viewer, async (tx) => {
      const stored = await tx.findOneForUpdate(ReminderChannel, {});
      const url = request.url ?? stored?.url ?? null;
      if (url === null) throw InvalidRequestError.at('/url', 'field.required');
      const secret = request.kind === 'weCom' ? null : request.secret === undefined ? stored?.secret : request.secret;
      await this.store(tx, stored, seen, {
        kind: request.kind,
        url,
        secret: secret || null,
        language: request.language,
      });
      await tx.trace('reminderChannel.set');
      return this.view(tx);
    });
  }

  /** @throws NotFoundError where there is none; StaleVersionError */
  async end(viewer: Viewer, seen: number): Promise<void> {
    await this.db.as(viewer, async (tx) => {
      const stored = await tx.findOneForUpdate(ReminderChannel, {});
      if (!stored?.kind) throw new NotFoundError();
      await this.store(tx, stored, seen, { kind: null, url: null, secret: null, language: stored.language });
      await tx.trace('reminderChannel.ended');
    });
  }

  /** Says a made-up sentence in the group now. @throws NotFoundError where no robot is set; TooManyError */
  async tryOut(viewer: Viewer): Promise<RobotTrial> {
    await this.attempts.count({ of: 'account', key: `robot\n${viewer.schoolId}` });
    const channel = await this.db.as({ ...viewer, retryKey: null }, (tx) => tx.findOne(ReminderChannel, {}));
    if (!channel?.kind || !channel.url) throw new NotFoundError();
    try {
      await tellGroup(
        { kind: channel.kind, url: channel.url, secret: channel.secret },
        TRIAL[channel.language],
        viewer.now,
      );
      return { reached: true, problem: null };
    } catch (error) {
      if (error instanceof RobotNotReached) return { reached: false, problem: error.problem };
      throw error;
    }
  }

  /** What failed, or waits for another attempt; the newest first. */
  async notDelivered(viewer: Viewer, { limit = 25, cursor }: DigestQuery): Promise<Page<DeliveryView>> {
    const [day, id] = fromCursor(cursor, 2) ?? [null, null];
    if (day !== null && !(/^\d{4}-\d{2}-\d{2}$/.test(String(day)) && /^[0-9a-f-]{36}$/.test(String(id))))
      throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
    const rows = await this.db.read<NotDelivered>(viewer, NOT_DELIVERED, [viewer.schoolId, day, id, limit + 1]);
    return toPage(
      rows,
      limit,
      ({ id: deliveryId, day: onDay, way, person, status, attempts, problem, changedAt }) => ({
        id: deliveryId,
        day: onDay,
        way,
        person,
        status,
        attempts,
        problem,
        changedAt: changedAt.toISOString(),
      }),
      (row) => toCursor([row.day, row.id]),
    );
  }

  private async store(
    tx: Tx,
    stored: ReminderChannel | null,
    seen: number,
    wanted: Pick<ReminderChannel, 'kind' | 'url' | 'secret' | 'language'>,
  ): Promise<void> {
    const { id: changedBy, now: changedAt } = tx.viewer;
    const values = { ...wanted, changedBy, changedAt };
    if (!stored) {
      if (seen !== 0) throw new StaleVersionError(0, await this.view(tx));
      await tx.insert(ReminderChannel, values);
      return;
    }
    const current = stored.version === seen ? undefined : await this.view(tx);
    await tx.updateVersion(ReminderChannel, {}, stored, seen, values, current);
  }

  private async view(tx: Tx): Promise<ReminderChannelView> {
    const stored = await tx.findOne(ReminderChannel, {});
    const [last] = await tx.query<LastDelivery>(LAST_TO_ROBOT, [tx.viewer.schoolId]);
    const [mail] = await tx.query<{ readers: number }>(MAIL_READERS, [tx.viewer.schoolId]);
    return {
      version: stored?.version ?? 0,
      kind: stored?.kind ?? null,
      host: stored?.url ? new URL(stored.url).host : null,
      ending: stored?.url?.slice(-ENDING_SHOWN) ?? null,
      signed: stored?.secret != null,
      language: stored?.language ?? 'zh-CN',
      last: stored?.kind && last ? { day: last.day, status: last.status, problem: last.problem } : null,
      mailAvailable: this.mailer.available,
      mailReaders: mail?.readers ?? 0,
    };
  }
}
