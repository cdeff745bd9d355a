import { Inject, Injectable } from '@nestjs/common';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { newToken, sha256 } from '../../platform/crypto/tokens.js';
import { InvalidRequestError, NotFoundError, StaleVersionError } from '../../platform/errors/domain-error.js';
import { fromCursor, toCursor, toPage, type Page } from '../../platform/fields/page.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { ReminderSettings } from './reminder.entities.js';
import type {
  CalendarAddress,
  DigestQuery,
  DigestView,
  ReminderSettingsRequest,
  ReminderSettingsView,
} from './reminders.dto.js';

const MAIL_ADDRESS =
  /^[^\s@<>(),;:"\\[\]]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;

const DIGESTS_OF_PERSON = {
  name: 'digests-of-person',
  text: `SELECT to_char(on_day, 'YYYY-MM-DD') AS day, talks_due AS "talksDue", cards_due AS "cardsDue", overdue, follow_ups AS "followUps", urgent, approvals
           FROM digests WHERE school_id = $1 AND staff_id = $2 AND ($3::date IS NULL OR on_day < $3::date) ORDER BY on_day DESC LIMIT $4`,
};

/** How somebody is reminded: by mail or not, by a calendar of their own; and what they were reminded of. */
@Injectable()
export class OwnRemindersService {
  constructor(
    private readonly db: Database,
    private readonly mailer: Mailer,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The last mornings, the newest first. */
  async digests(viewer: Viewer, { limit = 25, cursor }: DigestQuery): Promise<Page<DigestView>> {
    const before = fromCursor(cursor, 1)?.[0] ?? null;
    if (before !== null && !/^\d{4}-\d{2}-\d{2}$/.test(String(before)))
      throw InvalidRequestError.at('/cursor', 'request.cursorInvalid');
    const rows = await this.db.read<DigestView>(viewer, DIGESTS_OF_PERSON, [
      viewer.schoolId,
      viewer.id,
      before,
      limit + 1,
    ]);
    return toPage(
      rows,
      limit,
      ({ day, talksDue, cardsDue, overdue, followUps, urgent, approvals }) => ({
        day,
        talksDue,
        cardsDue,
        overdue,
        followUps,
        urgent,
        approvals,
      }),
      ({ day }) => toCursor([day]),
    );
  }

  settings(viewer: Viewer): Promise<ReminderSettingsView> {
    return this.db.as({ ...viewer, retryKey: null }, (tx) => this.show(tx));
  }

  /** @throws InvalidRequestError where the address is none, or is missing; StaleVersionError */
  async change(viewer: Viewer, request: ReminderSettingsRequest, seen: number): Promise<ReminderSettingsView> {
    const mailAddress = request.mailAddress || null;
    if (mailAddress !== null && !MAIL_ADDRESS.test(mailAddress))
      throw InvalidRequestError.at('/mailAddress', 'mail.invalid');
    if (request.byMail && mailAddress === null) throw InvalidRequestError.at('/mailAddress', 'field.required');
    const values = { byMail: request.byMail, mailAddress, language: request.language, changedAt: viewer.now };
    return this.db.as(viewer, async (tx) => {
      const stored = await tx.findOneForUpdate(ReminderSettings, { staffId: viewer.id });
      if (!stored) {
        if (seen !== 0) throw new StaleVersionError(0, await this.show(tx));
        await tx.insert(ReminderSettings, { ...values, staffId: viewer.id });
      } else {
        await tx.updateVersion(
          ReminderSettings,
          { staffId: viewer.id },
          stored,
          seen,
          values,
          stored.version === seen ? undefined : await this.show(tx),
        );
      }
      await tx.trace('reminderSettings.changed', { subjectId: viewer.id });
      return this.show(tx);
    });
  }

  /** A new secret address; the one before is gone at once. */
  async makeCalendar(viewer: Viewer): Promise<CalendarAddress> {
    const token = newToken();
    // The address is a secret: it is not kept as the first answer to a repeated request.
    await this.db.as({ ...viewer, retryKey: null }, async (tx) => {
      await tx.query('SELECT app.make_calendar_feed($1, $2, $3)', [viewer.accountId, sha256(token), viewer.now]);
      await tx.trace('calendarFeed.made', { subjectId: viewer.accountId });
    });
    return { address: `${this.config.publicUrl ?? ''}/api/calendar/${token}.ics` };
  }

  /** @throws NotFoundError where there is none */
  async endCalendar(viewer: Viewer): Promise<void> {
    await this.db.as(viewer, async (tx) => {
      const [row] = await tx.query<{ done: boolean | null }>('SELECT app.end_calendar_feed($1) AS done', [
        viewer.accountId,
      ]);
      if (!row?.done) throw new NotFoundError();
      await tx.trace('calendarFeed.ended', { subjectId: viewer.accountId });
    });
  }

  private async show(tx: Tx): Promise<ReminderSettingsView> {
    const { id: staffId, accountId } = tx.viewer;
    const stored = await tx.findOne(ReminderSettings, { staffId });
    const [feed] = await tx.query<{ made_at: Date; read_at: Date | null }>('SELECT * FROM app.calendar_feed_of($1)', [
      accountId,
    ]);
    return {
      version: stored?.version ?? 0,
      byMail: stored?.byMail ?? false,
      mailAddress: stored?.mailAddress ?? null,
      language: stored?.language ?? 'zh-CN',
      mailAvailable: this.mailer.available,
      calendar: feed ? { madeAt: feed.made_at.toISOString(), readAt: feed.read_at?.toISOString() ?? null } : null,
    };
  }
}
