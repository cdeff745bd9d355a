import { Inject, Injectable } from '@nestjs/common';
import { permissionsOf, schoolYearLabel } from '@tongxin/shared';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import { mustHaveSecondFactor } from '../../platform/access/access.guard.js';
import { toViewer, type Viewer } from '../../platform/access/viewer.js';
import { Clock } from '../../platform/clock/clock.js';
import { NotSignedInError } from '../../platform/errors/domain-error.js';
import { SessionsService, type Origin } from '../../platform/sessions/sessions.service.js';
import { classNameOf, SchoolContexts, type ClassFacts } from './school-context.js';
import type { ChangePasswordRequest, SessionView, SignInRequest } from './session.dto.js';

const CLASSES_BY_ID = {
  name: 'classes-by-id',
  text: `SELECT id, stage, entry_year AS "entryYear", number FROM classes WHERE school_id = $1 AND id = ANY($2::uuid[]) ORDER BY entry_year DESC, number`,
};

/** Who is signed in, as the screens need it: roles, permissions, the day and the term, the classes one heads. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionsService,
    private readonly schools: SchoolContexts,
    private readonly clock: Clock,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** @returns the new session and the tokens of its two cookies */
  async signIn(
    request: SignInRequest,
    origin: Origin,
    requestId: string,
  ): Promise<{ token: string; deviceToken: string; view: SessionView }> {
    const { token, deviceToken, used } = await this.sessions.signIn(request, origin);
    const row = await this.sessions.find(token);
    if (!row) throw new NotSignedInError();
    const viewer = toViewer(row, { now: this.clock.now(), requestId, retryKey: null });
    await this.db.as(viewer, async (tx) => {
      await tx.trace('session.started', { subjectId: viewer.accountId });
      if (used === 'recoveryCode') await tx.trace('recoveryCode.used', { subjectId: viewer.accountId });
    });
    return { token, deviceToken, view: await this.show(viewer) };
  }

  async show(viewer: Viewer): Promise<SessionView> {
    const school = await this.schools.of(viewer);
    const headed = await this.db.read<ClassFacts>(viewer, CLASSES_BY_ID, [viewer.schoolId, viewer.headedClassIds]);
    const [installation] = await this.db.beforeViewer<{ demo: boolean }>('SELECT demo FROM installation');
    return {
      user: { id: viewer.id, name: viewer.name, username: viewer.username },
      roles: [...viewer.roles],
      school: { id: viewer.schoolId, name: viewer.schoolName, kind: viewer.schoolKind, timeZone: viewer.timeZone },
      permissions: permissionsOf(viewer),
      term: school.term
        ? {
            schoolYear: schoolYearLabel(school.term.schoolYear, 'zh-CN'),
            ordinal: school.term.ordinal,
            from: school.term.from,
            to: school.term.to,
          }
        : null,
      today: viewer.today,
      headedClasses: headed.map((found) => classNameOf(found, school)),
      demo: installation?.demo ?? false,
      noticeAccepted: viewer.noticeAccepted,
      secondFactor: viewer.secondFactor,
      secondFactorRequired: mustHaveSecondFactor(viewer, this.config),
    };
  }

  async signOut(viewer: Viewer, token: string): Promise<void> {
    await this.sessions.signOut(token);
    await this.db.as(viewer, (tx) => tx.trace('session.ended', { subjectId: viewer.accountId }));
  }

  changePassword(viewer: Viewer, request: ChangePasswordRequest): Promise<void> {
    return this.sessions.changePassword(viewer, request.currentPassword, request.newPassword);
  }
}
