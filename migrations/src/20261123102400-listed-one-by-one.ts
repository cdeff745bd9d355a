import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a list repeats of each table: the changed rows under `c`, the child under `s`. */
const BEFORE = {
  care_files: `UPDATE students s SET care_status = c.status, care_urgency = nullif(c.urgency, 'normal'), care_review_on = c.urgency_review_on
      FROM changed c WHERE s.school_id = c.school_id AND s.id = c.student_id
       AND (s.care_status, s.care_urgency, s.care_review_on) IS DISTINCT FROM (c.status, nullif(c.urgency, 'normal'), c.urgency_review_on)`,
  care_categories: `UPDATE students s SET category_spans = k.spans
      FROM (SELECT a.school_id, a.student_id, jsonb_agg(SPAN ORDER BY a.from_on, a.code) AS spans FROM care_categories a
             WHERE (a.school_id, a.student_id) IN (SELECT c.school_id, c.student_id FROM changed c) GROUP BY a.school_id, a.student_id) k
     WHERE s.school_id = k.school_id AND s.id = k.student_id AND s.category_spans IS DISTINCT FROM k.spans`,
  contact_cards: `UPDATE students s SET village = c.village FROM changed c
     WHERE s.school_id = c.school_id AND s.id = c.student_id AND s.village IS DISTINCT FROM c.village`,
} as const;
const SPAN = `jsonb_build_object('code', a.code, 'from', a.from_on, 'to', a.to_on) || CASE WHEN a.department_only THEN '{"departmentOnly": true}' ELSE '{}' END::jsonb`;

/**
 * What lists repeat of a child is brought there child by child. Of a school that has just come to a city's database PostgreSQL knows nothing yet and
 * takes it for empty: the set-based update then compared every changed child with every child of the school, and an import of five thousand took
 * minutes.
 */
export class ListedOneByOne20261123102400 implements MigrationInterface {
  name = 'ListedOneByOne20261123102400';

  async up(db: QueryRunner): Promise<void> {
    const each = (table: string, columns: string, update: string): Promise<unknown> =>
      db.query(`CREATE OR REPLACE FUNCTION app.list_${table}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        DECLARE c record;
        BEGIN
          FOR c IN SELECT DISTINCT ${columns} FROM changed LOOP
            ${update};
          END LOOP;
          RETURN NULL;
        END $$`);
    await each(
      'care_files',
      `school_id, student_id, status, nullif(urgency, 'normal') AS urgency, urgency_review_on`,
      `UPDATE students s SET care_status = c.status, care_urgency = c.urgency, care_review_on = c.urgency_review_on
        WHERE s.school_id = c.school_id AND s.id = c.student_id
          AND (s.care_status, s.care_urgency, s.care_review_on) IS DISTINCT FROM (c.status, c.urgency, c.urgency_review_on)`,
    );
    await each(
      'care_categories',
      'school_id, student_id',
      `UPDATE students s SET category_spans = k.spans
         FROM (SELECT jsonb_agg(${SPAN} ORDER BY a.from_on, a.code) AS spans FROM care_categories a
                WHERE a.school_id = c.school_id AND a.student_id = c.student_id) k
        WHERE s.school_id = c.school_id AND s.id = c.student_id AND s.category_spans IS DISTINCT FROM k.spans`,
    );
    await each(
      'contact_cards',
      'school_id, student_id, village',
      `UPDATE students s SET village = c.village
        WHERE s.school_id = c.school_id AND s.id = c.student_id AND s.village IS DISTINCT FROM c.village`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [table, update] of Object.entries(BEFORE))
      await db.query(`CREATE OR REPLACE FUNCTION app.list_${table}() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
        BEGIN ${update.replace('SPAN', SPAN)}; RETURN NULL; END $$`);
  }
}
