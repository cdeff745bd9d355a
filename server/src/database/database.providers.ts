import type { Provider } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { Changes } from './changes.js';
import { DATABASE_CONTEXT, Database, READ_POOL } from './database.js';

/** The connections the product works with, opened before the modules are put together. */
export interface Connections {
  readonly source: DataSource;
  readonly reads: pg.Pool;
  readonly jobs: pg.Pool;
  readonly changes: Changes;
  readonly context: 'connection' | 'transaction';
}

/** The door to the data with what stands behind it; nothing but the door is handed on. */
export function databaseProviders({ source, reads, changes, context }: Connections): Provider[] {
  return [
    { provide: DataSource, useValue: source },
    { provide: READ_POOL, useValue: reads },
    { provide: Changes, useValue: changes },
    { provide: DATABASE_CONTEXT, useValue: context },
    Database,
  ];
}
