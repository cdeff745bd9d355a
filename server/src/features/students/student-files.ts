import { Injectable } from '@nestjs/common';
import { reachOf } from '@tongxin/shared';

import { Database } from '../../database/database.js';
import type { Statement } from '../../database/statement.js';
import type { Tx } from '../../database/transaction.js';
import { IN_EMERGENCY, isOpenInEmergency, THIS_CHILD } from '../../platform/access/emergency.js';
import type { Viewer } from '../../platform/access/viewer.js';
import { NotFoundError } from '../../platform/errors/domain-error.js';
import { SchoolContexts } from '../organisation/index.js';
import { CARD_PEOPLE, CARD_PHONES } from './card-store.js';
import { ATTEMPTS, WAITING } from './contact-card.view.js';
import { opening, openingValues, SEEN } from './opening.js';
import { reachValues } from './student-access.js';
import { toFileInEmergency, toStudentFileView, type FileRow } from './student-file.view.js';
import type { StudentFileView } from './students.dto.js';

/** Everything of one child but records and duties; `s` is the child's row, `today` the placeholder of the day. */
const fileOf = (
  today: string,
  more = '',
): string => `SELECT s.id, s.version, s.name, s.sex, s.birth_date AS "birthDate", s.id_number AS "idNumber",
    s.student_number AS "studentNumber", s.class_id AS "classId",
    (SELECT jsonb_build_object('stage', k.stage, 'entryYear', k.entry_year, 'number', k.number) FROM classes k WHERE k.school_id = $1 AND k.id = s.class_id) AS class,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'deputy', a.role = 'deputy') ORDER BY a.role DESC, p.name), '[]')
       FROM class_assignments a JOIN staff p ON p.school_id = a.school_id AND p.id = a.staff_id
      WHERE a.school_id = $1 AND a.class_id = s.class_id AND a.role IN ('headTeacher', 'deputy')
        AND a.from_on <= ${today}::date AND (a.to_on IS NULL OR a.to_on >= ${today}::date)) AS heads,
    (SELECT jsonb_build_object('id', f.id, 'version', f.version, 'status', f.status, 'openedOn', f.opened_on, 'remark', f.remark,
              'urgency', f.urgency, 'reviewOn', f.urgency_review_on)
       FROM care_files f WHERE f.school_id = $1 AND f.student_id = s.id) AS "careFile",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'version', g.version, 'code', g.code, 'from', g.from_on, 'to', g.to_on, 'basis', g.basis,
              'endReason', g.end_reason, 'departmentOnly', g.department_only) ORDER BY g.from_on, g.code), '[]')
       FROM care_categories g WHERE g.school_id = $1 AND g.student_id = s.id) AS categories,
    (SELECT jsonb_build_object('version', c.version, 'address', c.address, 'village', c.village, 'changedOn', c.changed_on, 'changedAt', c.changed_at,
              'verifiedOn', c.verified_on, 'verifiedAt', c.verified_at, 'verifiedBy', v.name, 'verifiedByGuardian', c.verified_by_guardian, 'attempts', ${ATTEMPTS}, 'waiting', ${WAITING})
       FROM contact_cards c LEFT JOIN staff v ON v.school_id = c.school_id AND v.id = c.verified_by WHERE c.school_id = $1 AND c.student_id = s.id) AS card,
    ${CARD_PHONES} AS phones, ${CARD_PEOPLE} AS people${more}
  FROM s`;

/** What another feature knows of a child, read with the whole file by the same statement. */
export interface FilePart {
  /** What the answer calls it. */
  readonly name: string;
  /** One value as SQL, over the child's row `s`; `$1` is the school, its own values begin with parameter `at`. The same for every viewer. */
  text(at: number): string;
  readonly values: readonly unknown[];
}

/** How many values {@link opening} takes, and the day. */
const OWN_VALUES = 9;
const prepared = new Map<string, Statement>();

/** A whole file with what others know of it, and the row its opening leaves, in one statement. */
function openFile(parts: readonly FilePart[], emergency: boolean): Statement {
  const name = ['student-file-open', ...(emergency ? ['in-emergency'] : []), ...parts.map((part) => part.name)].join(
    '-',
  );
  const known = prepared.get(name);
  if (known) return known;
  let at = OWN_VALUES + 1;
  let more = '';
  for (const part of parts) {
    more += `, ${part.text(at)} AS "${part.name}"`;
    at += part.values.length;
  }
  const head = emergency ? opening('student.opened', 'true', IN_EMERGENCY) : opening('student.opened');
  const statement = { name, text: `${head} ${fileOf(`$${OWN_VALUES}`, more)}` };
  prepared.set(name, statement);
  return statement;
}

/** The same inside an act that leaves its own row: $1 school, $2 student, $3 $4 reach, $5 today. */
const FILE_OF = `WITH ${SEEN} ${fileOf('$5')}`;

/** Whole files of children. */
@Injectable()
export class StudentFiles {
  constructor(
    private readonly db: Database,
    private readonly schools: SchoolContexts,
  ) {}

  /**
   * Opens a whole file; the opening stands in the access log, written by the same statement.
   * @returns everything but records and duties, as far as this viewer may know it
   * @throws NotFoundError where there is none, or it is not this viewer's; then nothing is written either
   */
  async open(viewer: Viewer, studentId: string): Promise<StudentFileView> {
    return (await this.openWith(viewer, studentId, [])).file;
  }

  /**
   * Like {@link open}, with what other features know of the child. In an emergency the file is shown as the head teacher of the class would
   * see it, with the emergency as the reason in the access log.
   * @param Known what the parts answer, by their names
   */
  async openWith<Known extends object>(
    viewer: Viewer,
    studentId: string,
    parts: readonly FilePart[],
  ): Promise<{ file: StudentFileView; known: Known }> {
    const school = await this.schools.of(viewer);
    const emergency = isOpenInEmergency(viewer, studentId, 'studentFile');
    const [row] = await this.db.read<FileRow & Known>(viewer, openFile(parts, emergency), [
      ...openingValues(viewer, studentId, emergency ? THIS_CHILD : reachOf(viewer, 'student.view')),
      viewer.today,
      ...parts.flatMap(({ values }) => values),
    ]);
    if (!row) throw new NotFoundError();
    const show = emergency ? toFileInEmergency : toStudentFileView;
    return { file: show(row, viewer, school), known: row };
  }

  /** The file as it is inside an act on the child, which leaves a row of its own. @throws NotFoundError where the viewer may not see it */
  async show(tx: Tx, studentId: string): Promise<StudentFileView> {
    const { viewer } = tx;

    const school = await this.schools.of(viewer);
    const [row] = await tx.query<FileRow>(FILE_OF, [
      viewer.schoolId,
      studentId,
      ...reachValues(viewer, 'student.view'),
      viewer.today,
    ]);
    if (!row) throw new NotFoundError();
    return toStudentFileView(row, viewer, school);
  }
}
