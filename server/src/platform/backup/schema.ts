import type pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { quoted } from './tables.js';

export type Step = new () => MigrationInterface & { name: string };

/** @returns the moment a step was written, by which the steps are put in order; it ends the step's name */
export function orderOf(name: string): number {
  return Number(name.slice(-13));
}

/** The schema of an installation that is empty, built step by step inside one transaction. */
export class Schema {
  constructor(
    private readonly runner: QueryRunner,
    private readonly client: pg.ClientBase,
  ) {}

  /** Takes away what is there and builds the given steps anew, as the product had them when the backup was made. */
  async rebuild(steps: readonly Step[]): Promise<void> {
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    await this.client.query('DROP SCHEMA IF EXISTS app CASCADE');
    for (const { name } of rows) await this.client.query(`DROP TABLE IF EXISTS ${quoted(name)} CASCADE`);
    // As TypeORM makes it, so that the next start knows the steps.
    await this.client.query(
      `CREATE TABLE migrations (id serial NOT NULL, "timestamp" bigint NOT NULL, name character varying NOT NULL, CONSTRAINT "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id))`,
    );
    await this.bringUp(steps);
  }

  /** Does further steps, in order. */
  async bringUp(steps: readonly Step[]): Promise<void> {
    for (const Step of steps) {
      const step = new Step();
      await step.up(this.runner);
      await this.client.query('INSERT INTO migrations ("timestamp", name) VALUES ($1, $2)', [
        orderOf(step.name),
        step.name,
      ]);
    }
  }
}
