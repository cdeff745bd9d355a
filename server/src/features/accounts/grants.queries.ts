import type { Colleague } from './users.dto.js';

export interface GrantRow {
  id: string;
  staff: Colleague;
  role: string;
  from: string;
  to: string | null;
  grantedBy: Colleague | null;
  grantedAt: Date;
  proposedBy: Colleague | null;
  endedBy: Colleague | null;
  endedAt: Date | null;
  endReason: string | null;
}

const who = (column: string): string =>
  `(SELECT jsonb_build_object('id', w.id, 'name', w.name) FROM staff w WHERE w.school_id = $1 AND w.id = g.${column})`;

/** The posts of the school; what a bureau holds is no post of a school. */
const GRANT = `SELECT g.id, ${who('staff_id')} AS staff, g.role, to_char(g.from_on, 'YYYY-MM-DD') AS "from", to_char(g.to_on, 'YYYY-MM-DD') AS "to",
    ${who('granted_by')} AS "grantedBy", g.granted_at AS "grantedAt", ${who('proposed_by')} AS "proposedBy",
    ${who('ended_by')} AS "endedBy", g.ended_at AS "endedAt", g.end_reason AS "endReason"
  FROM role_grants g WHERE g.school_id = $1 AND g.role <> 'bureau'`;

export const ONE_GRANT = { name: 'grant', text: `${GRANT} AND $2::date IS NOT NULL AND g.id = $3` };

/** `$2` today, `$3` person, `$4` role, `$5` state, `$6` the last row of the page before, `$7` limit. */
export const GRANTS = {
  name: 'grants',
  text: `${GRANT}
   AND ($3::uuid IS NULL OR g.staff_id = $3) AND ($4::text IS NULL OR g.role = $4)
   AND ($5::text IS NULL OR $5 = CASE WHEN g.to_on < $2::date OR g.to_on < g.from_on THEN 'past' WHEN g.from_on > $2::date THEN 'coming' ELSE 'running' END)
   AND ($6::uuid IS NULL OR (g.from_on, g.id) < (SELECT l.from_on, l.id FROM role_grants l WHERE l.school_id = $1 AND l.id = $6))
 ORDER BY g.from_on DESC, g.id DESC LIMIT $7`,
};

export const OVERLAPPING_GRANT = {
  name: 'overlapping-grant',
  text: `SELECT 1 FROM role_grants WHERE school_id = $1 AND staff_id = $2 AND role = $3 AND coalesce(to_on, 'infinity') >= from_on
     AND from_on <= coalesce($5::date, 'infinity') AND coalesce(to_on, 'infinity') >= $4::date LIMIT 1`,
};

export const OVERLAPPING_PROPOSAL = {
  name: 'overlapping-grant-proposal',
  text: `SELECT 1 FROM proposals WHERE school_id = $1 AND kind = 'role.grant' AND subject_id = $2 AND status = 'open' AND content->>'role' = $3
     AND (content->>'from')::date <= coalesce($5::date, 'infinity') AND coalesce((content->>'to')::date, 'infinity') >= $4::date LIMIT 1`,
};
