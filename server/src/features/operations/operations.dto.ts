import { ChoiceField } from '../../platform/fields/fields.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
} from '../../platform/fields/shown.js';
import { BACKUP_REFUSALS } from '../../platform/backup/backup-refused.js';

export const OPERATION_KINDS = ['backup', 'restoreTest'] as const;
const ORIGINS = ['nightly', 'byHand', 'command'] as const;
const STATUSES = ['waiting', 'running', 'done', 'failed'] as const;

/** What an operator is to look at, most pressing first. */
export const OPERATION_NOTICES = [
  'chain.broken',
  'backup.failed',
  'backup.never',
  'backup.old',
  'backup.filesMissing',
  'restoreTest.never',
  'restoreTest.old',
  'disk.low',
  'queue.failed',
  'queue.stuck',
] as const;
export type OperationNotice = (typeof OPERATION_NOTICES)[number];

/** Work to be done for the installation. */
export class AskForOperation {
  @ChoiceField(OPERATION_KINDS) kind: (typeof OPERATION_KINDS)[number];
}

/** A backup or a test restore: figures only, no child's data. */
export class OperationRunView {
  @ShownId() id: string;
  @ShownChoice(OPERATION_KINDS) kind: (typeof OPERATION_KINDS)[number];
  @ShownChoice(ORIGINS) origin: (typeof ORIGINS)[number];
  @ShownChoice(STATUSES) status: (typeof STATUSES)[number];
  @ShownInstant() askedAt: string;
  @ShownInstant({ nullable: true }) finishedAt: string | null;
  /** Parts done, of how many; both 0 before it began. */
  @ShownNumber() done: number;
  @ShownNumber() total: number;
  @ShownText({ nullable: true }) fileName: string | null;
  @ShownNumber({ nullable: true }) bytes: number | null;
  @ShownChoice(BACKUP_REFUSALS, { nullable: true }) failure: (typeof BACKUP_REFUSALS)[number] | null;
  @ShownNumber({ nullable: true }) rows: number | null;
  @ShownNumber({ nullable: true }) files: number | null;
  @ShownNumber({ nullable: true }) missingFiles: number | null;
  /** Of a test restore: whether the backup was put into a database of its own; else only its sums were checked. */
  @ShownBoolean({ nullable: true }) restored: boolean | null;
}

export class BackupPlanView {
  /** The folder on the server's disk. */
  @ShownText() folder: string;
  /** `02:30` in the time zone below; null: only by hand. */
  @ShownText({ nullable: true }) at: string | null;
  @ShownText() timeZone: string;
  @ShownInstant({ nullable: true }) nextAt: string | null;
  /** How many of a sort stay. */
  @ShownNumber() keep: number;
  @ShownBoolean() encrypted: boolean;
}

export class DiskView {
  @ShownNumber() freeBytes: number;
  @ShownNumber() totalBytes: number;
}

export class QueueView {
  @ShownNumber() waiting: number;
  @ShownNumber() failed: number;
  @ShownInstant({ nullable: true }) oldestAt: string | null;
}

export class VersionsView {
  @ShownText() product: string;
  @ShownText() node: string;
  @ShownText() database: string;
  /** The newest step of the schema, and how many there are. */
  @ShownText() schema: string;
  @ShownNumber() schemaSteps: number;
}

/** The access logs of all schools as the newest backup found them. */
export class ChainStateView {
  @ShownInstant() checkedAt: string;
  @ShownNumber() schools: number;
  @ShownNumber() broken: number;
}

/** How the installation is: for whoever keeps it running. */
export class OperationsView {
  @ShownInstant() at: string;
  @ShownChoices(OPERATION_NOTICES) notices: OperationNotice[];
  @ShownPart(() => BackupPlanView) plan: BackupPlanView;
  @ShownPart(() => OperationRunView, { nullable: true }) lastBackup: OperationRunView | null;
  @ShownPart(() => OperationRunView, { nullable: true }) lastRestoreTest: OperationRunView | null;
  /** What is waiting or being done this moment. */
  @ShownPart(() => OperationRunView, { nullable: true }) running: OperationRunView | null;
  @ShownParts(() => OperationRunView) recent: OperationRunView[];
  @ShownPart(() => DiskView, { nullable: true }) disk: DiskView | null;
  @ShownNumber() databaseBytes: number;
  @ShownPart(() => QueueView) queue: QueueView;
  @ShownPart(() => ChainStateView, { nullable: true }) chain: ChainStateView | null;
  @ShownPart(() => VersionsView) versions: VersionsView;
}
