import { createHash } from 'node:crypto';
import { classOf, schoolYearOf } from './limit-list.js';
import type { Asked } from './limit-server.js';

const EDITABLE = 7 * 24 * 60 * 60 * 1000;

const INSERT = {
  name: 'talk',
  text: `WITH added AS (
      INSERT INTO care_records (school_id, id, entry_id, kind, student_id, author_id, held_on, typed_at, level, details, concern, body_hash)
      VALUES ($1, $2, $2, 'talk', $3, $4, $5, $6, 'protected', $7, $8, $9) RETURNING id)
    SELECT s.name, s.class_id AS "classId", k.stage, k.entry_year AS "entryYear", k.number, p.name AS author
      FROM added, students s JOIN classes k ON k.school_id = s.school_id AND k.id = s.class_id, staff p
     WHERE s.school_id = $1 AND s.id = $3 AND p.school_id = $1 AND p.id = $4`,
};

interface Talk {
  id: string;
  studentIds: [string];
  heldOn: string;
  place: string;
  mode: string;
  topics: string[];
  mood: string;
  concern: string;
  summary: string;
}

/** w3: a talk is kept, and shown. */
export async function answerTalk({ pool, schoolId, staffId, today, body }: Asked): Promise<unknown> {
  const { id, studentIds, heldOn, place, mode, topics, mood, concern, summary } = body as Talk;
  const typedAt = new Date();
  const details = { place, mode, topics, mood, summary, guardianTold: false };
  const hash = createHash('sha256').update(JSON.stringify(body)).digest();
  const { rows } = await pool.query<{
    name: string;
    classId: string;
    stage: 'primary';
    entryYear: number;
    number: number;
    author: string;
  }>({
    ...INSERT,
    values: [schoolId, id, studentIds[0], staffId, heldOn, typedAt, details, concern, hash],
  });
  const row = rows[0]!;
  return {
    items: [
      {
        id,
        entryId: id,
        studentId: studentIds[0],
        student: { id: studentIds[0], name: row.name, class: classOf(row.classId, row, schoolYearOf(today)) },
        author: { id: staffId, name: row.author },
        heldOn,
        typedAt: typedAt.toISOString(),
        version: 1,
        reached: true,
        place,
        mode,
        voided: null,
        topics,
        mood,
        concern,
        concernTaken: null,
        mayEdit: true,
        mayVoid: true,
        mayAddend: true,
        editableUntil: new Date(typedAt.getTime() + EDITABLE).toISOString(),
        summary,
        guardianTold: false,
        followUp: null,
        addenda: [],
      },
    ],
  };
}
