import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What classes are called belongs to what a server keeps of a school for a second: whoever makes or changes one says so with the commit. */
export class KnownClasses20261123102300 implements MigrationInterface {
  name = 'KnownClasses20261123102300';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TRIGGER tell_calendar AFTER INSERT OR UPDATE OR DELETE ON classes
      FOR EACH ROW EXECUTE FUNCTION app.tell_of_school('calendar')`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TRIGGER tell_calendar ON classes`);
  }
}
