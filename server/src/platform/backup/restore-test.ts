import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { verifyBackup } from './read-backup.js';
import type { Manifest } from './manifest.js';
import { restoreBackup } from './restore-backup.js';

export interface RestoreTested {
  readonly manifest: Manifest;
  /** Whether it was put into a database of its own and counted; else the login may not create databases, and only its sums were checked. */
  readonly restored: boolean;
}

/**
 * Tries whether a backup can be restored: into a database of its own beside the product's, which is dropped again. Nothing of the product is touched.
 * @throws BackupRefused where it cannot
 */
export async function testRestore(order: {
  path: string;
  secret: string | null;
  ownerUrl: string;
  now: Date;
  say?: (line: string) => void;
}): Promise<RestoreTested> {
  const name = `tongxin_restore_test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: order.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ may: boolean }>(
      `SELECT rolsuper OR rolcreatedb AS may FROM pg_roles WHERE rolname = current_user`,
    );
    if (!rows[0]?.may) return { manifest: await verifyBackup(order.path, order.secret), restored: false };
    await client.query(
      `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'`,
    );
    try {
      const url = new URL(order.ownerUrl);
      url.pathname = `/${name}`;
      return { manifest: await restoreBackup({ ...order, ownerUrl: url.toString(), store: null }), restored: true };
    } finally {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}
