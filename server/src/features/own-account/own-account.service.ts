import { Inject, Injectable } from '@nestjs/common';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { mustHaveSecondFactor } from '../../platform/access/access.guard.js';
import type { Viewer } from '../../platform/access/viewer.js';
import type { Page } from '../../platform/fields/page.js';
import { SecondFactorService } from '../../platform/sessions/second-factor.service.js';
import { SessionsService } from '../../platform/sessions/sessions.service.js';
import type {
  BegunSecondFactor,
  EndedSessions,
  NoticeView,
  OwnSession,
  RecoveryCodes,
  SecondFactorView,
} from './own-account.dto.js';

/** What somebody does about their own account: the devices, the second factor, the notice on confidentiality. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionsService,
    private readonly secondFactor: SecondFactorService,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** The present device first, then the last seen. */
  async devices(viewer: Viewer): Promise<Page<OwnSession>> {
    const running = await this.sessions.running(viewer);
    const items = running.map(({ id, browser, system, startedAt, seenAt }) => ({
      id,
      browser,
      system,
      startedAt: startedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      current: id === viewer.sessionId,
    }));
    return { items: items.sort((one, other) => Number(other.current) - Number(one.current)), nextCursor: null };
  }

  endDevice(viewer: Viewer, sessionId: string): Promise<void> {
    return this.sessions.revoke(viewer, sessionId);
  }

  async endOtherDevices(viewer: Viewer): Promise<EndedSessions> {
    return { ended: await this.sessions.revokeOthers(viewer) };
  }

  async notice(viewer: Viewer): Promise<NoticeView> {
    const [row] = await this.db.beforeViewer<{ at: Date | null }>('SELECT app.notice_of($1) AS at', [viewer.accountId]);
    return { acceptedAt: row?.at?.toISOString() ?? null };
  }

  /** The first acceptance counts; another one changes nothing. */
  async acceptNotice(viewer: Viewer): Promise<void> {
    await this.db.as(viewer, async (tx) => {
      const [row] = await tx.query<{ done: boolean | null }>('SELECT app.accept_notice($1, $2) AS done', [
        viewer.accountId,
        viewer.now,
      ]);
      if (row?.done) await tx.trace('notice.accepted', { subjectId: viewer.accountId });
    });
  }

  async secondFactorOf(viewer: Viewer): Promise<SecondFactorView> {
    const { since, recoveryCodesLeft } = await this.secondFactor.stateOf(viewer.accountId);
    return {
      since: since?.toISOString() ?? null,
      recoveryCodesLeft: since ? recoveryCodesLeft : 0,
      required: mustHaveSecondFactor(viewer, this.config),
    };
  }

  beginSecondFactor(viewer: Viewer): Promise<BegunSecondFactor> {
    return this.secondFactor.begin(viewer);
  }

  async confirmSecondFactor(viewer: Viewer, code: string): Promise<RecoveryCodes> {
    return { codes: await this.secondFactor.confirm(viewer, code) };
  }

  async renewRecoveryCodes(viewer: Viewer, password: string): Promise<RecoveryCodes> {
    await this.sessions.assertPassword(viewer, password, '/password');
    return { codes: await this.secondFactor.renewRecoveryCodes(viewer) };
  }

  async endSecondFactor(viewer: Viewer, password: string): Promise<void> {
    await this.sessions.assertPassword(viewer, password, '/password');
    await this.secondFactor.end(viewer);
  }
}
