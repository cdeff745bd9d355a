import type { ClassFacts } from '../organisation/index.js';

/** A colleague as the database keeps them; days of posts are the school's days. */
export interface UserRow {
  id: string;
  name: string;
  accountId: string;
  version: number;
  username: string;
  createdAt: Date;
  activatedAt: Date | null;
  disabledAt: Date | null;
  passwordSet: boolean;
  closedRecordsFrom: Date | null;
  signedInAt: Date | null;
  codePurpose: string | null;
  codeExpiresAt: Date | null;
  roles: {
    id: string;
    role: string;
    from: string;
    to: string | null;
    grantedBy: { id: string; name: string } | null;
    grantedAt: string;
  }[];
  classes: { class: ClassFacts; role: string; subject: string | null; from: string; to: string | null }[];
  rolesProposed: string[];
  reset: { id: string; status: string; proposedBy: { id: string; name: string } | null; until: string | null } | null;
}

/** Posts of today and the coming ones; what has ended stands in the list of grants. `$1` school, `$2` today, `$3` now. */
const USER = `SELECT p.id, p.name, a.account_id AS "accountId", a.version, a.username, a.created_at AS "createdAt", a.activated_at AS "activatedAt",
    a.disabled_at AS "disabledAt", a.has_password AS "passwordSet", a.closed_records_from AS "closedRecordsFrom", a.signed_in_at AS "signedInAt",
    a.code_purpose AS "codePurpose", a.code_expires_at AS "codeExpiresAt",
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'role', g.role, 'from', g.from_on, 'to', g.to_on, 'grantedAt', g.granted_at,
        'grantedBy', CASE WHEN b.id IS NULL THEN NULL ELSE jsonb_build_object('id', b.id, 'name', b.name) END) ORDER BY g.from_on, g.role), '[]')
       FROM role_grants g LEFT JOIN staff b ON b.school_id = g.school_id AND b.id = g.granted_by
      WHERE g.school_id = $1 AND g.staff_id = p.id AND g.role <> 'bureau' AND (g.to_on IS NULL OR (g.to_on >= $2 AND g.to_on >= g.from_on))) AS roles,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('class', jsonb_build_object('id', k.id, 'stage', k.stage, 'entryYear', k.entry_year, 'number', k.number),
        'role', c.role, 'subject', c.subject, 'from', c.from_on, 'to', c.to_on) ORDER BY c.role, k.entry_year DESC, k.number), '[]')
       FROM class_assignments c JOIN classes k ON k.school_id = c.school_id AND k.id = c.class_id
      WHERE c.school_id = $1 AND c.staff_id = p.id AND (c.to_on IS NULL OR (c.to_on >= $2 AND c.to_on >= c.from_on))) AS classes,
    (SELECT coalesce(jsonb_agg(DISTINCT o.content->>'role'), '[]') FROM proposals o
      WHERE o.school_id = $1 AND o.subject_id = p.id AND o.kind = 'role.grant' AND o.status = 'open') AS "rolesProposed",
    (SELECT jsonb_build_object('id', o.id, 'status', o.status, 'until', o.decided_at + interval '24 hours',
        'proposedBy', CASE WHEN b.id IS NULL THEN NULL ELSE jsonb_build_object('id', b.id, 'name', b.name) END)
       FROM proposals o LEFT JOIN staff b ON b.school_id = o.school_id AND b.id = o.proposed_by
      WHERE o.school_id = $1 AND o.subject_id = p.id AND o.kind = 'password.reset'
        AND (o.status = 'open' OR (o.status = 'approved' AND o.decided_at > $3::timestamptz - interval '24 hours' AND o.content->>'spentAt' IS NULL))
      ORDER BY o.proposed_at DESC LIMIT 1) AS reset
  FROM staff p JOIN app.accounts_of_school() a ON a.staff_id = p.id
 WHERE p.school_id = $1`;

export const ONE_USER = { name: 'user', text: `${USER} AND p.id = $4` };

/** `$4` state, `$5` role, `$6` and `$7` the words looked for in the name and at the head of the user name, `$8` the last row of the page before, `$9` limit. */
export const USERS = {
  name: 'users',
  text: `${USER}
   AND ($4::text IS NULL OR $4 = CASE WHEN a.disabled_at IS NOT NULL THEN 'disabled' WHEN a.activated_at IS NULL THEN 'invited' ELSE 'active' END)
   AND ($5::text IS NULL
     OR EXISTS (SELECT 1 FROM role_grants g WHERE g.school_id = $1 AND g.staff_id = p.id AND g.role = $5 AND (g.to_on IS NULL OR (g.to_on >= $2 AND g.to_on >= g.from_on)))
     OR EXISTS (SELECT 1 FROM class_assignments c WHERE c.school_id = $1 AND c.staff_id = p.id AND CASE c.role WHEN 'deputy' THEN 'headTeacher' ELSE c.role END = $5
                  AND (c.to_on IS NULL OR (c.to_on >= $2 AND c.to_on >= c.from_on))))
   AND ($6::text IS NULL OR position($6 in lower(p.name)) > 0 OR starts_with(a.username, $7))
   AND ($8::uuid IS NULL OR (p.name, p.id) > (SELECT l.name, l.id FROM staff l WHERE l.school_id = $1 AND l.id = $8))
 ORDER BY p.name, p.id LIMIT $9`,
};

/** What somebody holds now or is about to hold. */
export const POSTS_OF = {
  name: 'posts-of',
  text: `SELECT DISTINCT g.role FROM role_grants g WHERE g.school_id = $1 AND g.staff_id = $2 AND (g.to_on IS NULL OR (g.to_on >= $3 AND g.to_on >= g.from_on))`,
};

/**
 * Administrators besides one person who can act today and go on at least as long as a given day, or without end; `$4` null asks for one without an end.
 * Locked accounts and those that never came in cannot act.
 */
export const OTHER_ADMINISTRATORS = {
  name: 'other-administrators',
  text: `SELECT 1 FROM role_grants g JOIN app.accounts_of_school() a ON a.staff_id = g.staff_id
    WHERE g.school_id = $1 AND g.staff_id <> $2 AND g.role = 'administrator' AND g.from_on <= $3
      AND (g.to_on IS NULL OR (g.to_on >= $3 AND $4::date IS NOT NULL AND g.to_on >= $4::date))
      AND a.disabled_at IS NULL AND a.activated_at IS NOT NULL LIMIT 1`,
};
