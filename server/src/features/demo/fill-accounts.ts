import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { endOfCode } from '../../platform/sessions/one-time-codes.js';
import { idOf } from './chance.js';
import { DEMO_PEOPLE, FIRST_SCHOOL } from './demo-cast.js';
import type { DemoDay } from './demo-day.js';
import { addMissing } from './demo-rows.js';

/** A colleague whose slip lies in the office: invited, not yet come in. */
const INVITED = { id: idOf('a', 'person', 'invited'), name: '计海燕', username: 'jihaiyan' } as const;

/** What the people's pages have to show: somebody invited whose code nobody knows, and a post that waits for the principal. */
export async function fillAccounts(owner: pg.Client, { now, today }: DemoDay): Promise<void> {
  const { id: schoolId } = FIRST_SCHOOL;
  const officeId = idOf('a', 'person', 'office');
  const accountId = idOf('account', INVITED.username);
  await addMissing(owner, 'staff', [{ school_id: schoolId, id: INVITED.id, name: INVITED.name, created_at: now }]);
  await addMissing(owner, 'accounts', [
    {
      id: accountId,
      school_id: schoolId,
      staff_id: INVITED.id,
      username: INVITED.username,
      password_hash: null,
      password_changed_at: now,
      created_at: now,
    },
  ]);
  await addMissing(owner, 'one_time_codes', [
    {
      id: idOf('code', INVITED.username),
      account_id: accountId,
      purpose: 'activation',
      code_hash: `\\x${randomBytes(32).toString('hex')}`,
      made_by: officeId,
      made_at: now,
      expires_at: endOfCode('activation', new Date(now)).toISOString(),
    },
  ]);
  const proposed = DEMO_PEOPLE.find(({ username }) => username === 'helper-2')!;
  await addMissing(owner, 'proposals', [
    {
      school_id: schoolId,
      id: idOf('a', 'proposal', 'counsellor'),
      version: 1,
      kind: 'role.grant',
      subject_id: proposed.id,
      content: { staffId: proposed.id, role: 'counsellor', from: today, to: null, decides: 'principal' },
      reason: '已取得心理健康教育教师资格，协助苗老师工作。',
      origin: 'staff',
      status: 'open',
      proposed_by: officeId,
      proposed_at: now,
    },
  ]);
}
