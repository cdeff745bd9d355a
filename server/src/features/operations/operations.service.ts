import { Inject, Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { diskSpace, listBackups } from '../../platform/backup/backup-folder.js';
import { PRODUCT_VERSION } from '../../platform/backup/product-version.js';
import { BackupWorker } from '../../platform/backup/backup-worker.js';
import type { RunFindings } from '../../platform/backup/runs.js';
import { ConflictError } from '../../platform/errors/domain-error.js';
import { JobsService } from '../../platform/jobs/jobs.service.js';
import { nextDue } from './nightly.js';
import { noticesOf } from './operation-notices.js';
import type { AskForOperation, OperationRunView, OperationsView } from './operations.dto.js';

const RECENT = 10;

interface RunRow {
  id: string;
  kind: OperationRunView['kind'];
  origin: OperationRunView['origin'];
  status: OperationRunView['status'];
  asked_at: Date;
  finished_at: Date | null;
  progress_done: number;
  progress_total: number;
  file_name: string | null;
  bytes: number | null;
  failure: OperationRunView['failure'];
  findings: RunFindings | null;
}

interface Facts {
  time_zone: string | null;
  schema_steps: number;
  newest_step: string;
  bytes: number;
  version: string;
}

/** How the installation is, and work asked of it. Nothing here reads a school's rows. */
@Injectable()
export class OperationsService {
  constructor(
    private readonly db: Database,
    private readonly jobs: JobsService,
    private readonly worker: BackupWorker,
    @Inject(APP_CONFIG) private readonly config: AppConfig,
  ) {}

  /** @returns the state of the installation, the same for the administrators of all its schools */
  async view(viewer: Viewer): Promise<OperationsView> {
    const recent = await this.db.beforeViewer<RunRow>('SELECT * FROM app.operation_runs($1)', [RECENT]);
    const newest = async (kind: string, status: string): Promise<RunRow | null> =>
      (await this.db.beforeViewer<RunRow>('SELECT * FROM app.newest_operation($1, $2)', [kind, status]))[0] ?? null;
    const backup = await newest('backup', 'done');
    const failed = await newest('backup', 'failed');
    const tested = await newest('restoreTest', 'done');
    const [facts] = await this.db.beforeViewer<Facts>(
      `SELECT f.*, pg_database_size(current_database()) AS bytes, current_setting('server_version') AS version FROM app.installation_facts() f`,
    );
    const running = recent.find(({ status }) => status === 'waiting' || status === 'running') ?? null;
    const { waiting, failed: given, oldestAt } = await this.jobs.state();
    const timeZone = facts!.time_zone ?? 'UTC';
    const { backupAt, backupDir, backupKeep, backupKeyFile } = this.config;
    const view = {
      lastBackup: backup && toRunView(backup),
      lastRestoreTest: tested && toRunView(tested),
      disk: await diskSpace(backupDir),
      queue: { waiting, failed: given, oldestAt: oldestAt?.toISOString() ?? null },
      chain: backup && {
        checkedAt: backup.finished_at!.toISOString(),
        schools: backup.findings?.schools ?? 0,
        broken: backup.findings?.brokenChains ?? 0,
      },
    };
    return {
      at: viewer.now.toISOString(),
      notices: noticesOf(view, {
        newestFailed: failed !== null && failed.finished_at!.getTime() > (backup?.finished_at?.getTime() ?? 0),
        planned: backupAt !== null,
        now: viewer.now,
      }),
      plan: {
        folder: backupDir,
        at: backupAt && `${String(backupAt.hour).padStart(2, '0')}:${String(backupAt.minute).padStart(2, '0')}`,
        timeZone,
        nextAt: backupAt && nextDue(backupAt, timeZone, viewer.now).toISOString(),
        keep: backupKeep,
        encrypted: backupKeyFile !== null,
      },
      ...view,
      running: running && toRunView(running),
      recent: recent.map(toRunView),
      databaseBytes: facts!.bytes,
      versions: {
        product: PRODUCT_VERSION,
        node: process.versions.node,
        database: facts!.version,
        schema: facts!.newest_step,
        schemaSteps: facts!.schema_steps,
      },
    };
  }

  /**
   * Asks for a backup or a test restore; one of the servers begins at once.
   * @throws ConflictError where one is at work already, or there is nothing to try
   */
  async ask(viewer: Viewer, { kind }: AskForOperation): Promise<OperationRunView> {
    if (kind === 'restoreTest' && (await listBackups(this.config.backupDir)).length === 0)
      throw new ConflictError('operation.noBackup');
    return this.db.as(viewer, async (tx) => {
      const id = v7();
      const asked = await tx.query<{ asked: boolean | null }>('SELECT app.ask_for_operation($1, $2, $3) AS asked', [
        id,
        kind,
        viewer.now,
      ]);
      if (!asked[0]?.asked) throw new ConflictError('operation.running');
      await tx.trace(kind === 'backup' ? 'backup.asked' : 'restoreTest.asked', { subjectId: id });
      await tx.enqueue(this.worker.task, {}, this.worker.task);
      const runs = await tx.query<RunRow>('SELECT * FROM app.operation_runs($1)', [RECENT]);
      return toRunView(runs.find((run) => run.id === id)!);
    });
  }
}

function toRunView(run: RunRow): OperationRunView {
  const { findings } = run;
  return {
    id: run.id,
    kind: run.kind,
    origin: run.origin,
    status: run.status,
    askedAt: run.asked_at.toISOString(),
    finishedAt: run.finished_at?.toISOString() ?? null,
    done: run.progress_done,
    total: run.progress_total,
    fileName: run.file_name,
    bytes: run.bytes,
    failure: run.failure,
    rows: findings?.rows ?? null,
    files: findings?.files ?? null,
    missingFiles: findings?.missingFiles ?? null,
    restored: findings?.restored ?? null,
  };
}
