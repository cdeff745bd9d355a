import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { StudentAccess } from './student-access.js';

/** What goes on paper leaves the sight of the product, so that it leaves a row in the access log of its own. */
@Injectable()
export class Printing {
  constructor(
    private readonly db: Database,
    private readonly access: StudentAccess,
  ) {}

  /** A whole file is printed. @throws NotFoundError */
  file(viewer: Viewer, studentId: string): Promise<void> {
    return this.db.as(viewer, async (tx) => {
      await this.access.visible(tx, studentId, 'student.print');
      await tx.trace('student.printed', { studentId });
    });
  }

  /** A contact card is printed. @throws NotFoundError */
  card(viewer: Viewer, studentId: string): Promise<void> {
    return this.db.as(viewer, async (tx) => {
      await this.access.visible(tx, studentId, 'contactCard.view');
      await tx.trace('contactCard.printed', { studentId });
    });
  }
}
