import type pg from 'pg';

/** A window in which a standard asks, in the order the product counts them. */
export interface KnownWindow {
  readonly no: number;
  readonly ruleId: string;
  readonly code: 'monthlyTalk' | 'contactCardVerified';
  readonly every: 'month' | 'term';
  readonly title: string;
  readonly from: string;
  readonly to: string;
  /** It lies in the running term. */
  readonly ofTerm: boolean;
}

const TITLES = { monthlyTalk: '每月谈心谈话', contactCardVerified: '每学期核对联系卡' } as const;

const WINDOWS = `SELECT w.window_no AS no, k.id AS "ruleId", k.code, k.every, f.from_on AS "from",
       CASE k.every WHEN 'month' THEN least((date_trunc('month', f.from_on) + interval '1 month - 1 day')::date, t.to_on) ELSE t.to_on END AS "to",
       $2::date BETWEEN t.from_on AND t.to_on AS "ofTerm"
  FROM duty_windows w
  CROSS JOIN LATERAL (SELECT split_part(w.subject, ' ', 2) AS rule, split_part(w.subject, ' ', 3) AS day) s
  JOIN care_standards k ON k.school_id = w.school_id AND k.id::text = s.rule
  CROSS JOIN LATERAL (SELECT s.day::date AS from_on) f
  JOIN terms t ON t.school_id = w.school_id AND f.from_on BETWEEN t.from_on AND t.to_on
 WHERE w.school_id = $1 AND w.subject LIKE 'all %' AND s.day <> ''
 ORDER BY k.every, k.code, f.from_on`;

const known = new Map<string, Promise<KnownWindow[]>>();

/** A bare server need not notice changes: it asks once for each school. */
export function windowsOf(pool: pg.Pool, schoolId: string, today: string): Promise<KnownWindow[]> {
  const kept = known.get(schoolId);
  if (kept) return kept;
  const asked = pool
    .query<Omit<KnownWindow, 'title'>>(WINDOWS, [schoolId, today])
    .then(({ rows }) => rows.map((row) => ({ ...row, title: TITLES[row.code] })));
  known.set(schoolId, asked);
  return asked;
}
