import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { ConflictError, UnavailableError } from '../../platform/errors/domain-error.js';
import { JobsService, type JobPayload } from '../../platform/jobs/jobs.service.js';
import { SchoolContexts } from '../organisation/index.js';
import { StudentWriter } from '../students/index.js';
import { ImportProgress, ImportWentAway } from './import-progress.js';
import type { ImportKind } from './import.states.js';
import type { CommitWish, ImportFailure, ImportResult } from './import-facts.js';
import { HOLD_IMPORT, HOLD_SCHOOL, RECOUNT } from './imports.queries.js';
import { JobViewers } from './job-viewers.js';
import { LedgerCommit, type CommitTask } from './ledger-commit.js';
import type { LedgerColumn } from './ledger/header.js';

export const COMMIT_TASK = 'imports.commit';

/** Somebody typing in a child at the same moment may take a number; looked at again, the row is a duplicate. */
const ATTEMPTS = 3;

/** Writes a checked ledger into the school in the background: all of it in one transaction, or nothing. */
@Injectable()
export class CommitLedgerJob implements OnModuleInit {
  private readonly logger = new Logger('Imports');

  constructor(
    private readonly db: Database,
    private readonly jobs: JobsService,
    private readonly schools: SchoolContexts,
    private readonly students: StudentWriter,
    private readonly viewers: JobViewers,
    private readonly progress: ImportProgress,
  ) {}

  onModuleInit(): void {
    this.jobs.register(COMMIT_TASK, (payload) => this.run(payload));
  }

  /** @throws UnavailableError when the database does not answer, so that the queue tries again */
  async run({ schoolId, importId, actorId }: JobPayload): Promise<void> {
    const viewer = await this.viewers.of(schoolId!, actorId!);
    if (!viewer) return;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.commit(viewer, importId!);
      } catch (error) {
        if (error instanceof ImportWentAway) return;
        if (error instanceof UnavailableError) throw error;
        if (error instanceof ConflictError && attempt < ATTEMPTS) continue;
        this.logger.error(
          `the commit of import ${importId} was interrupted (${error instanceof Error ? error.name : ''})`,
        );
        return await this.db.as(viewer, (tx) => giveBack(tx, importId!, { code: 'import.interrupted', params: {} }));
      }
    }
  }

  private async commit(viewer: Viewer, importId: string): Promise<void> {
    const school = await this.schools.of(viewer);
    await this.db.as(viewer, async (tx) => {
      await tx.query(HOLD_SCHOOL, [viewer.schoolId]);
      await tx.query(HOLD_IMPORT, [importId]);
      const task = await taskOf(tx, importId);
      if (!task) return;
      const result = await LedgerCommit.run(tx, this.students, school, task, (done, total) =>
        this.progress.say(viewer, importId, 'committing', done, total),
      );
      await finish(tx, importId, result);
      await tx.trace('import.committed', { subjectId: importId });
    });
  }
}

async function taskOf(tx: Tx, importId: string): Promise<CommitTask | null> {
  const [found] = await tx.query<{
    request: CommitWish | null;
    statedOn: string | null;
    fileName: string;
    columns: LedgerColumn[];
    kind: ImportKind;
  }>(
    `SELECT request, stated_on AS "statedOn", file_name AS "fileName", columns, kind FROM imports WHERE school_id = $1 AND id = $2 AND status = 'committing'`,
    [tx.viewer.schoolId, importId],
  );
  if (!found?.request) return null;
  const { request: wish, statedOn, fileName, columns, kind } = found;
  return { importId, kind, wish, fileName, columns, statedOn: statedOn ?? tx.viewer.today };
}

/** The file is not needed any more; what stayed behind can be mended from the rows until they expire. */
async function finish(tx: Tx, importId: string, result: ImportResult): Promise<void> {
  const { schoolId } = tx.viewer;
  const changed = await tx.query(
    `UPDATE imports SET status = 'committed', result = $3::jsonb, file = NULL, version = version + 1
      WHERE school_id = $1 AND id = $2 AND status = 'committing' RETURNING id`,
    [schoolId, importId, JSON.stringify(result)],
  );
  if (changed.length === 0) throw new ImportWentAway();
  await tx.query(RECOUNT, [schoolId, importId]);
}

/** Nothing was written; it can be tried again. */
async function giveBack(tx: Tx, importId: string, failure: ImportFailure): Promise<void> {
  await tx.query(
    `UPDATE imports SET status = 'checked', failure = $3::jsonb, version = version + 1 WHERE school_id = $1 AND id = $2 AND status = 'committing'`,
    [tx.viewer.schoolId, importId, JSON.stringify(failure)],
  );
}
