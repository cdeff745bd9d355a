import type pg from 'pg';
import { verifyChain } from '../platform/audit/verify-chain.js';

/**
 * Computes every sealed block again.
 * @returns a line for each school, and whether all of them hold
 */
export async function verifyAudit(owner: pg.Client): Promise<{ lines: string[]; sound: boolean }> {
  const { rows: schools } = await owner.query<{ id: string; name: string }>(
    'SELECT school_id AS id, name FROM schools',
  );
  const checks = await verifyChain(owner);
  const lines = checks.map(({ schoolId, blocks, entries, brokenAt, newestHash }) => {
    const school = `${schools.find(({ id }) => id === schoolId)?.name ?? 'school'} (${schoolId})`;
    if (brokenAt !== null)
      return `${school}: block ${brokenAt} of ${blocks} does not hold. A row in it was changed, added or taken away by hand.`;
    return `${school}: all ${blocks} blocks with ${entries} entries hold${newestHash ? `; the newest hash is ${newestHash}` : ''}.`;
  });
  if (checks.length === 0) lines.push('There is no school yet, and nothing to verify.');
  return { lines, sound: checks.every(({ brokenAt }) => brokenAt === null) };
}

/** Seals every finished act since the last block of each school. @returns a line for each new block */
export async function sealAudit(owner: pg.Client, now: Date): Promise<string[]> {
  const { rows } = await owner.query<{ school_id: string; height: number; entries: number; hash: Buffer }>(
    'SELECT * FROM app.seal_audit($1)',
    [now],
  );
  if (rows.length === 0) return ['There is nothing new to seal.'];
  return rows.map(
    ({ school_id: school, height, entries, hash }) =>
      `school ${school}: block ${height} with ${entries} entries, hash ${hash.toString('hex')}`,
  );
}
