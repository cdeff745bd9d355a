import type pg from 'pg';

/** What the check of one school's chain found. */
export interface ChainCheck {
  readonly schoolId: string;
  readonly blocks: number;
  readonly entries: number;
  /** The first block that does not hold, or null where all do. */
  readonly brokenAt: number | null;
  readonly newestHash: string | null;
}

interface BlockRow {
  school_id: string;
  height: number;
  xact_from: number;
  xact_to: number;
  entries: number;
  previous_hash: Buffer;
  hash: Buffer;
}

/**
 * Computes every sealed block again from the rows as they stand now.
 * @param owner a connection that may read every school's access log
 * @returns one result per school; a row changed, added or taken away by hand breaks its block
 */
export async function verifyChain(owner: pg.Pool | pg.ClientBase): Promise<ChainCheck[]> {
  const { rows: schools } = await owner.query<{ school_id: string }>(
    'SELECT school_id FROM schools ORDER BY school_id',
  );
  const checks: ChainCheck[] = [];
  for (const { school_id: schoolId } of schools) {
    const { rows: blocks } = await owner.query<BlockRow>(
      'SELECT * FROM audit_blocks WHERE school_id = $1 ORDER BY height',
      [schoolId],
    );
    let previous: BlockRow | null = null;
    let brokenAt: number | null = null;
    let entries = 0;
    for (const block of blocks) {
      const { rows } = await owner.query<{ entries: number; hash: Buffer }>(
        'SELECT * FROM app.audit_hash($1, $2, $3, $4)',
        [schoolId, block.xact_from, block.xact_to, block.previous_hash],
      );
      const again = rows[0]!;
      const holds: boolean =
        again.hash.equals(block.hash) &&
        again.entries === block.entries &&
        block.height === (previous?.height ?? 0) + 1 &&
        block.xact_from === (previous?.xact_to ?? 0) &&
        block.previous_hash.equals(previous?.hash ?? Buffer.alloc(0));
      if (!holds) {
        brokenAt = block.height;
        break;
      }
      entries += again.entries;
      previous = block;
    }
    checks.push({
      schoolId,
      blocks: blocks.length,
      entries,
      brokenAt,
      newestHash: blocks.at(-1)?.hash.toString('hex') ?? null,
    });
  }
  return checks;
}
