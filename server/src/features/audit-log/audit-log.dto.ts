import { ChoiceField, CursorField, DayField, IdField, LimitQuery, TextField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import { ShownBoolean, ShownId, ShownInstant, ShownNumber, ShownPart, ShownText } from '../../platform/fields/shown.js';
import { ChangeActor } from '../students/index.js';

/** Acts that show something, acts that change something, and all that has to do with an emergency. */
export const AUDIT_PARTS = ['openings', 'changes', 'emergencies'] as const;
export type AuditPart = (typeof AUDIT_PARTS)[number];

/** What the access log is narrowed by; ids and codes only, so that it may stand in a URL. */
export class AuditFilter {
  @IdField({ optional: true }) actorId?: string;
  @IdField({ optional: true }) studentId?: string;
  /** One act, for example `student.opened`. */
  @TextField({ max: 60, optional: true }) act?: string;
  @ChoiceField(AUDIT_PARTS, { optional: true }) only?: AuditPart;
  @DayField({ optional: true }) from?: string;
  @DayField({ optional: true }) to?: string;
}

export class AuditQuery extends AuditFilter {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class AuditExportQuery extends AuditFilter {
  @ChoiceField(['zh-CN', 'en'], { optional: true }) language?: 'zh-CN' | 'en';
}

/** A child as the access log names it: by name only to whom the child, or the log of the whole school, is visible. */
export class AuditStudent {
  @ShownId() id: string;
  @ShownText({ nullable: true }) name: string | null;
}

/** Who, what, when and why; what was read or written stands elsewhere. */
export class AuditItem {
  @ShownId() id: string;
  @ShownInstant() at: string;
  /** Null: the product itself, or a guardian by a link. */
  @ShownPart(() => ChangeActor, { nullable: true }) actor: ChangeActor | null;
  @ShownText() act: string;
  @ShownPart(() => AuditStudent, { nullable: true }) student: AuditStudent | null;
  @ShownId({ nullable: true }) subjectId: string | null;
  @ShownText({ nullable: true }) reason: string | null;
  /** It happened under an emergency access, or opened, ended or reviewed one. */
  @ShownBoolean() emergency: boolean;
}
export class AuditPage extends pageOf(AuditItem, 'AuditPage') {}

/** Whether the access log is whole: every sealed block computed again just now. */
export class AuditSeal {
  @ShownNumber() blocks: number;
  @ShownNumber() entries: number;
  @ShownBoolean() holds: boolean;
  /** The first block that does not hold. */
  @ShownNumber({ nullable: true }) brokenAt: number | null;
  @ShownText({ nullable: true }) newestHash: string | null;
  @ShownInstant({ nullable: true }) sealedAt: string | null;
  @ShownInstant() checkedAt: string;
}
