import { Injectable } from '@nestjs/common';
import { AID_CATEGORIES, mayOn, withheldFrom, type CategoryCode } from '@tongxin/shared';
import type { Tx } from '../../database/transaction.js';
import { SubjectKinds, type FileSubject } from '../../platform/files/subject-kinds.js';
import { CareCategory, CareFile } from './care-file.entities.js';
import { knowsOf } from './category.rules.js';
import { Guardian } from './contact-card.entities.js';
import { Student } from './student.entities.js';

/**
 * Files on what is known of a child: evidence of a care category, papers of the care file, the written notice of an entrusted guardian.
 * Whoever sees no category, or the aid categories only, sees the files of those alone; the papers of the care file could tell of any.
 */
@Injectable()
export class StudentAttachmentKinds {
  constructor(subjects: SubjectKinds) {
    subjects.register({ kind: 'careFile', find: (tx, id) => this.careFile(tx, id) });
    subjects.register({ kind: 'careCategory', find: (tx, id) => this.careCategory(tx, id) });
    subjects.register({ kind: 'guardian', find: (tx, id) => this.guardian(tx, id) });
  }

  private async careFile(tx: Tx, id: string): Promise<FileSubject | null> {
    const file = await tx.findOne(CareFile, { id });
    return file && this.ofStudent(tx, file.studentId, null);
  }

  private async careCategory(tx: Tx, id: string): Promise<FileSubject | null> {
    const category = await tx.findOne(CareCategory, { id });
    const student = category && (await tx.findOne(Student, { id: category.studentId }));
    if (!student || !knowsOf(category, withheldFrom(tx.viewer, 'student.view', student))) return null;
    return this.ofStudent(tx, category.studentId, AID_CATEGORIES.includes(category.code as CategoryCode));
  }

  private async guardian(tx: Tx, id: string): Promise<FileSubject | null> {
    const guardian = await tx.findOne(Guardian, { id });
    if (!guardian) return null;
    const found = await this.ofStudent(tx, guardian.studentId, true);
    return found && { ...found, mayChange: found.mayChange && guardian.removedAt === null };
  }

  /** @param aid whether it concerns nothing but an aid category or the contact card; null: it could concern any category */
  private async ofStudent(tx: Tx, studentId: string, aid: boolean | null): Promise<FileSubject | null> {
    const student = await tx.findOne(Student, { id: studentId });
    if (!student || !mayOn(tx.viewer, 'attachment.view', student)) return null;
    const withheld = withheldFrom(tx.viewer, 'attachment.view', student);
    if (withheld.has('categories') || (withheld.has('otherCategories') && aid !== true)) return null;
    return { studentId, mayChange: mayOn(tx.viewer, 'attachment.add', student) };
  }
}
