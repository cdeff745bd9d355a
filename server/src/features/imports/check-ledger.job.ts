import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { UnavailableError } from '../../platform/errors/domain-error.js';
import { JobsService, type JobPayload } from '../../platform/jobs/jobs.service.js';
import { SchoolContexts } from '../organisation/index.js';
import { ImportProgress, ImportWentAway } from './import-progress.js';
import type { ImportKind } from './import.states.js';
import type { ImportFailure } from './import-facts.js';
import { ADD_ROWS, HOLD_IMPORT, PIECE_OF_FILE, RECOUNT } from './imports.queries.js';
import { JobViewers } from './job-viewers.js';
import type { LedgerOpening } from './ledger/check-ledger.js';
import { checkLedgerFile } from './ledger/ledger-process.js';
import { LedgerRefused } from './ledger/ledger-refused.js';
import { ledgerSettings } from './ledger-settings.js';
import { withDifferences } from './school-children.js';
import { toStoredRow } from './stored-rows.js';

export const CHECK_TASK = 'imports.check';

const PIECE_BYTES = 256 * 1024;

/** Checks an uploaded ledger in the background. Rows and outcome are one transaction: a check that was killed is done again from the start. */
@Injectable()
export class CheckLedgerJob implements OnModuleInit {
  private readonly logger = new Logger('Imports');

  constructor(
    private readonly db: Database,
    private readonly jobs: JobsService,
    private readonly schools: SchoolContexts,
    private readonly viewers: JobViewers,
    private readonly progress: ImportProgress,
  ) {}

  onModuleInit(): void {
    this.jobs.register(CHECK_TASK, (payload) => this.run(payload));
  }

  /** @throws UnavailableError when the database does not answer, so that the queue tries again */
  async run({ schoolId, importId, actorId }: JobPayload): Promise<void> {
    const viewer = await this.viewers.of(schoolId!, actorId!);
    if (!viewer) return;
    try {
      await this.check(viewer, importId!);
    } catch (error) {
      if (error instanceof ImportWentAway) return;
      if (error instanceof UnavailableError) throw error;
      this.logger.error(
        `the check of import ${importId} was interrupted (${error instanceof Error ? error.name : ''})`,
      );
      await this.db.as(viewer, (tx) => finish(tx, importId!, null, { code: 'import.interrupted', params: {} }));
    }
  }

  private async check(viewer: Viewer, importId: string): Promise<void> {
    const school = await this.schools.of(viewer);
    await this.db.as(viewer, async (tx) => {
      await tx.query(HOLD_IMPORT, [importId]);
      const found = await fileToCheck(tx, importId);
      if (!found) return;
      const { bytes, kind } = found;
      await forgetRows(tx, importId);
      // The import's own row is not touched before the end: it would keep everybody from seeing how far the check is.
      let opened: LedgerOpening | null = null;
      try {
        await checkLedgerFile(piecesOf(tx, importId, bytes), await ledgerSettings(tx, school, kind), {
          opening: async (opening) => {
            opened = opening;
            await this.progress.say(viewer, importId, 'checking', 0, opening.rows);
          },
          rows: async (rows, done) => {
            const whole = await withDifferences(tx, school, rows, kind);
            await tx.query(ADD_ROWS, [
              viewer.schoolId,
              importId,
              JSON.stringify(whole.map((row) => toStoredRow(row, kind))),
            ]);
            await this.progress.say(viewer, importId, 'checking', done, opened?.rows ?? done);
          },
        });
        await finish(tx, importId, opened, null);
      } catch (error) {
        if (!(error instanceof LedgerRefused)) throw error;
        await forgetRows(tx, importId);
        await finish(tx, importId, opened, { code: error.code, params: error.params });
      }
    });
  }
}

async function fileToCheck(tx: Tx, importId: string): Promise<{ bytes: number; kind: ImportKind } | null> {
  const [found] = await tx.query<{ bytes: number | null; kind: ImportKind }>(
    `SELECT octet_length(file) AS bytes, kind FROM imports WHERE school_id = $1 AND id = $2 AND status = 'checking'`,
    [tx.viewer.schoolId, importId],
  );
  return found && found.bytes !== null ? { bytes: found.bytes, kind: found.kind } : null;
}

/** The uploaded file, a piece at a time: a large one as a whole would take the server several times its size, and everybody's time with it. */
async function* piecesOf(tx: Tx, importId: string, bytes: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes; from += PIECE_BYTES) {
    const [found] = await tx.query<{ piece: Buffer | null }>(PIECE_OF_FILE, [
      tx.viewer.schoolId,
      importId,
      from + 1,
      PIECE_BYTES,
    ]);
    if (!found?.piece) throw new ImportWentAway();
    yield found.piece;
  }
}

async function forgetRows(tx: Tx, importId: string): Promise<void> {
  await tx.query(`DELETE FROM import_rows WHERE school_id = $1 AND import_id = $2`, [tx.viewer.schoolId, importId]);
}

/** A ledger that was refused keeps what is known of its columns: they can be assigned by hand and the file checked again. */
async function finish(
  tx: Tx,
  importId: string,
  opening: LedgerOpening | null,
  failure: ImportFailure | null,
): Promise<void> {
  const { schoolId } = tx.viewer;
  const changed = await tx.query(
    `UPDATE imports SET status = $3, failure = $4::jsonb, columns = $5::jsonb, stated_on = $6::date, version = version + 1
      WHERE school_id = $1 AND id = $2 AND status = 'checking' RETURNING id`,
    [
      schoolId,
      importId,
      failure ? 'failed' : 'checked',
      failure && JSON.stringify(failure),
      JSON.stringify(opening?.header.columns ?? []),
      opening?.statedOn ?? null,
    ],
  );
  if (changed.length === 0) throw new ImportWentAway();
  await tx.query(RECOUNT, [schoolId, importId]);
}
