import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { PROGRESS } from './imports.queries.js';
import type { ImportStatus } from './import.states.js';

/** The import went another way while a job worked on it: cancelled, or expired. What the job did is undone. */
export class ImportWentAway extends Error {
  override readonly name = 'ImportWentAway';
}

/** Says how far a job is, beside the job's own transaction, so that everybody sees it. */
@Injectable()
export class ImportProgress {
  constructor(private readonly db: Database) {}

  /**
   * @param during what the job makes of the import
   * @throws ImportWentAway when that is over
   */
  async say(
    viewer: Viewer,
    importId: string,
    during: Extract<ImportStatus, 'checking' | 'committing'>,
    done: number,
    total: number,
  ): Promise<void> {
    const found = await this.db.as(viewer, (tx) =>
      tx.query(PROGRESS, [viewer.schoolId, importId, during, done, total]),
    );
    if (found.length === 0) throw new ImportWentAway();
  }
}
