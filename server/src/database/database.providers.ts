import type { Provider } from '@nestjs/common';
import type pg from 'pg';
import { DataSource } from 'typeorm';
import { Changes } from './changes.js';
import { Replica } from './replica.js';
import { DATABASE_CONTEXT, Database, READ_POOL } from './database.js';

/** The connections the product works with, opened before the modules are put together. */
export interface Connections {
  readonly source: DataSource;
  readonly reads: pg.Pool;
  readonly jobs: pg.Pool;
  readonly changes: Changes;
  readonly replica: Replica;
  readonly context: 'connection' | 'transaction';
}

/** The door to the data with what stands behind it; nothing but the door is handed on. */
export function databaseProviders({ source, reads, changes, replica, context }: Connections): Provider[] {
  return [
    { provide: DataSource, useValue: source },
    { provide: READ_POOL, useValue: reads },
    { provide: Changes, useValue: changes },
    { provide: Replica, useValue: replica },
    { provide: DATABASE_CONTEXT, useValue: context },
    Database,
  ];
}
