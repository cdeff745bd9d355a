import type pg from 'pg';
import type { AppConfig } from '../../config/app-config.js';
import { serversAtWork } from '../../platform/servers/server-marks.js';
import { type Finding, look, well, wrong } from './finding.js';

/** Connections of one server beside its two pools: background work, and the one that hears of changes. */
const BESIDE_POOLS = 6;

/** The servers that are at work on this database: they see the same files, have the same settings, and there are connections enough for all. */
export async function lookAtServers(settings: AppConfig, owner: pg.Client): Promise<Finding[]> {
  const servers = await serversAtWork(owner);
  if (servers.length === 0) return [];
  const found: Finding[] = [];
  if (new Set(servers.map(({ store }) => store)).size > 1)
    found.push(
      wrong(
        `${servers.length} servers work on this database, and their attached files do not lie in the same place: what one keeps the other does not find.`,
        'Give all of them one DATA_DIR that they share (a network folder), or a store that speaks S3; then put the files together.',
      ),
    );
  if (new Set(servers.map((one) => one.settings)).size > 1)
    found.push(
      wrong(
        `${servers.length} servers work on this database with different settings.`,
        'SECURE_COOKIES, REQUIRE_TOTP, PUBLIC_URL and BACKUP_KEY_FILE have to be the same for all of them.',
      ),
    );
  const { rows } = await owner.query<{ most: number }>(
    `SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int AS most`,
  );
  const wanted = servers.length * (2 * settings.poolSize + BESIDE_POOLS);
  if (wanted > rows[0]!.most)
    found.push(
      look(
        `${servers.length} server${servers.length === 1 ? '' : 's'} may want ${wanted} connections, and the database has ${rows[0]!.most}.`,
        'Lower DB_POOL, or raise max_connections.',
      ),
    );
  return found.length > 0 || servers.length === 1
    ? found
    : [well(`${servers.length} servers work on this database and see the same files.`)];
}
