import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { jobViewer } from '../../platform/access/viewer.js';
import { Clock } from '../../platform/clock/clock.js';
import { FileStore, type FileAddress } from '../../platform/files/file-store.js';
import { IncomingFiles } from '../../platform/files/incoming-files.js';
import { JobsService } from '../../platform/jobs/jobs.service.js';
import { BYTES_NEEDED, bytesLockValues, LOCK_BYTES } from './attachments.queries.js';

const A_DAY = 24 * 60 * 60 * 1000;
/** Removed by mistake is found out within a month; what was removed rightly shall not lie there for ever. */
const KEPT_AFTER_REMOVAL = 30 * A_DAY;

/** Every night: bytes that no row needs any more go, of uploads that broke off after a day, of removed files after 30 days. */
@Injectable()
export class ForgottenBytes implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly store: FileStore,
    private readonly incoming: IncomingFiles,
    private readonly clock: Clock,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.registerTimed('attachments.forget-bytes', '37 18 * * *', () => this.forget());
  }

  async forget(): Promise<void> {
    await this.incoming.forgetAbandoned(this.clock.now());
    for await (const { schoolId, sha256, storedAt } of this.store.list()) {
      if (this.isOld(storedAt)) await this.forgetUnlessNeeded({ schoolId, sha256 });
    }
  }

  private isOld(storedAt: Date): boolean {
    return storedAt.getTime() < this.clock.now().getTime() - A_DAY;
  }

  private async forgetUnlessNeeded(address: FileAddress): Promise<void> {
    const { schoolId, sha256 } = address;
    const now = this.clock.now();
    const viewer = jobViewer({ schoolId, actorId: schoolId, timeZone: 'UTC', schoolSystem: '63', today: '', now });
    await this.db.as(viewer, async (tx) => {
      await tx.query(LOCK_BYTES, bytesLockValues(viewer, sha256));
      // Looked at again under the lock: somebody may have uploaded the same file meanwhile.
      const storedAt = await this.store.storedAt(address);
      if (!storedAt || !this.isOld(storedAt)) return;
      const kept = new Date(now.getTime() - KEPT_AFTER_REMOVAL);
      const needed = await tx.query(BYTES_NEEDED, [schoolId, [sha256], kept]);
      if (needed.length === 0) await this.store.remove(address);
    });
  }
}
