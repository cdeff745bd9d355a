import { addDays, type Day } from '@tongxin/shared';
import type pg from 'pg';
import { searchKeysOf } from '../students/index.js';
import { Chance, idOf } from './chance.js';
import type { DemoChild } from './demo-children.js';
import type { DemoDay } from './demo-day.js';
import { addMissing } from './demo-rows.js';

/** A child whose card has just been made. */
interface NewCard {
  readonly child: DemoChild;
  readonly schoolId: string;
  readonly classId: string;
  readonly headId: string;
  readonly officeId: string;
}

/** So many cards of a school wait for the department, half of them with a number that counts already. */
const PROPOSALS = 6;
/** So many families nobody has reached yet. */
const UNREACHED = 8;
/** So many pairs of brothers and sisters; every second pair is not linked yet and only looks alike. */
const PAIRS = 4;

/** What happens to cards between two looks: changes that wait, families nobody reaches, brothers and sisters. */
export async function fillCardLife(owner: pg.Client, day: DemoDay, added: readonly NewCard[]): Promise<void> {
  for (const schoolId of new Set(added.map((one) => one.schoolId))) {
    const cards = Chance.of('cards', schoolId).shuffled(added.filter((one) => one.schoolId === schoolId));
    const [firsts, others] = halves(onePerClass(cards));
    await addProposals(owner, day, firsts.slice(0, PROPOSALS));
    await addAttempts(owner, day, others.slice(0, UNREACHED));
    await addSiblings(owner, day, pairsIn(cards, new Set(firsts.slice(0, PROPOSALS))).slice(0, PAIRS));
  }
}

function onePerClass(cards: readonly NewCard[]): NewCard[] {
  return [...new Map(cards.map((one) => [one.classId, one])).values()];
}

function halves<T>(list: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(list.length / 2);
  return [list.slice(0, middle), list.slice(middle)];
}

const guardianId = (child: DemoChild, index: number): string => idOf('guardian', child.id, index);
const phoneId = (child: DemoChild): string => idOf('phone', child.id, guardianId(child, 0), 1);
const at = (day: Day, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:20:00+08:00`;

async function addProposals(owner: pg.Client, day: DemoDay, cards: readonly NewCard[]): Promise<void> {
  for (const [index, { child, schoolId, headId }] of cards.entries()) {
    const person = child.household.guardians[0];
    const number = person?.phones[0];
    if (!person || !number) continue;
    const on = addDays(day.today, -(index + 1));
    const counts = index % 2 === 0;
    const id = idOf('proposal', child.id, day.termKey);
    const after = `${number.slice(0, 7)}${Chance.of('new number', child.id).whole(1000, 9999)}`;
    const whose = { guardianId: guardianId(child, 0), person: person.name };
    const steps = counts
      ? [
          {
            of: 'phone',
            ...whose,
            before: { id: phoneId(child), label: null, number },
            after: { id: phoneId(child), label: null, number: after },
          },
        ]
      : [{ of: 'person', ...whose, field: 'worksAt', before: person.worksAt, after: '苏州某电子厂' }];
    const reason = counts ? '家长更换手机号，原号已停机' : '家长来电，已换工作地点';
    const proposal = {
      school_id: schoolId,
      id,
      version: 1,
      kind: 'contactCard.change',
      student_id: child.id,
      content: { mode: counts ? 'confirm' : 'wait', steps, source: 'phoneCall' },
      reason,
      origin: 'staff',
      status: 'open',
      proposed_by: headId,
      proposed_at: at(on, 16),
    };
    if ((await addMissing(owner, 'proposals', [proposal])) === 0 || !counts) continue;
    await owner.query(`UPDATE phones SET number = $3 WHERE school_id = $1 AND id = $2`, [
      schoolId,
      phoneId(child),
      after,
    ]);
    await owner.query(
      `UPDATE contact_cards SET version = version + 1, changed_on = $3, changed_at = $4 WHERE school_id = $1 AND student_id = $2`,
      [schoolId, child.id, on, at(on, 16)],
    );
    await addMissing(owner, 'contact_card_changes', [
      {
        school_id: schoolId,
        id: idOf('card-change', id),
        student_id: child.id,
        guardian_id: whose.guardianId,
        person: whose.person,
        field: 'phone',
        before: number,
        after,
        source: 'phoneCall',
        reason,
        changed_by: headId,
        changed_at: at(on, 16),
        change_id: id,
        proposal_id: id,
      },
    ]);
    await renewPhoneKeys(owner, schoolId, child);
  }
}

/** Two or three calls that nobody answered. */
async function addAttempts(owner: pg.Client, day: DemoDay, cards: readonly NewCard[]): Promise<void> {
  await addMissing(
    owner,
    'contact_card_verifications',
    cards.flatMap(({ child, schoolId, headId }, index) =>
      [9, 6, 2].slice(index % 2).map((days) => ({
        school_id: schoolId,
        id: idOf('not-reached', child.id, days),
        student_id: child.id,
        verified_on: addDays(day.today, -days),
        reached: false,
        verified_by: headId,
        typed_at: at(addDays(day.today, -days), 18),
      })),
    ),
  );
}

/** Children of one surname in different classes whose first guardian is of the family: such can be brother and sister. */
function pairsIn(cards: readonly NewCard[], without: ReadonlySet<NewCard>): [NewCard, NewCard][] {
  const pairs: [NewCard, NewCard][] = [];
  const taken = new Set<NewCard>(without);
  for (const one of cards) {
    const fits = (other: NewCard): boolean =>
      other !== one &&
      !taken.has(other) &&
      other.classId !== one.classId &&
      other.child.name.full.slice(0, 1) === one.child.name.full.slice(0, 1) &&
      other.child.village === one.child.village;
    const guardian = one.child.household.guardians[0];
    if (taken.has(one) || !guardian?.phones.length || !guardian.name.startsWith(one.child.name.full.slice(0, 1)))
      continue;
    const other = cards.find(fits);
    if (!other) continue;
    taken.add(one).add(other);
    pairs.push([one, other]);
  }
  return pairs;
}

async function addSiblings(owner: pg.Client, day: DemoDay, pairs: readonly [NewCard, NewCard][]): Promise<void> {
  for (const [index, [one, other]] of pairs.entries()) {
    await shareCard(owner, one, other);
    if (index % 2 === 1) continue;
    const on = addDays(day.today, -(20 + index));
    await addMissing(
      owner,
      'household_members',
      [one, other].map(({ child, schoolId, officeId }) => ({
        school_id: schoolId,
        id: idOf('household-member', child.id),
        household_id: idOf('household', one.child.id),
        student_id: child.id,
        linked_by: officeId,
        linked_at: at(on, 10),
        link_reason: '户口簿在同一页',
      })),
    );
  }
}

/** The younger one's card has the people, numbers and address of the elder one's. */
async function shareCard(owner: pg.Client, one: NewCard, other: NewCard): Promise<void> {
  const [from, to] = [one.child, other.child];
  const { schoolId } = one;
  const { rows } = await owner.query<{ changed: boolean }>(
    `SELECT version > 1 AS changed FROM contact_cards WHERE school_id = $1 AND student_id = $2`,
    [schoolId, to.id],
  );
  // A card whose history has begun keeps what its history tells.
  if (rows[0]?.changed !== false) return;
  await owner.query(`DELETE FROM phones WHERE school_id = $1 AND student_id = $2 AND guardian_id IS NOT NULL`, [
    schoolId,
    to.id,
  ]);
  await owner.query(`DELETE FROM guardians WHERE school_id = $1 AND student_id = $2`, [schoolId, to.id]);
  const same = `FROM contact_cards a WHERE a.school_id = c.school_id AND a.student_id = $3 AND c.school_id = $1 AND c.student_id = $2`;
  await owner.query(`UPDATE contact_cards c SET address = a.address, village = a.village ${same}`, [
    schoolId,
    to.id,
    from.id,
  ]);
  for (const [index, guardian] of from.household.guardians.entries()) {
    const id = idOf('shared-guardian', to.id, index);
    await owner.query(
      `INSERT INTO guardians (school_id, id, student_id, kind, name, relationship, sex, birth_date, age_stated, age_stated_on, address, works_at, away_since,
           unable_to_care, deceased, lives_with_child, entrusted_notice_on, entrusted_until, call_order)
       SELECT school_id, $3, $4, kind, name, relationship, sex, birth_date, age_stated, age_stated_on, address, works_at, away_since,
           unable_to_care, deceased, lives_with_child, entrusted_notice_on, entrusted_until, call_order
         FROM guardians WHERE school_id = $1 AND id = $2 ON CONFLICT DO NOTHING`,
      [schoolId, guardianId(from, index), id, to.id],
    );
    for (const [position, number] of guardian.phones.entries())
      await owner.query(
        `INSERT INTO phones (school_id, id, student_id, guardian_id, number, position)
         SELECT school_id, $2, $3, $4, $5, $6 FROM students WHERE school_id = $1 AND id = $3 ON CONFLICT DO NOTHING`,
        [schoolId, idOf('shared-phone', to.id, index, position), to.id, id, number, position + 1],
      );
  }
  await renewPhoneKeys(owner, schoolId, to);
}

/** What a child is found by follows the numbers on the card. */
async function renewPhoneKeys(owner: pg.Client, schoolId: string, child: DemoChild): Promise<void> {
  const { rows } = await owner.query<{ number: string }>(
    `SELECT number FROM phones WHERE school_id = $1 AND student_id = $2 AND removed_at IS NULL`,
    [schoolId, child.id],
  );
  await owner.query(`DELETE FROM student_keys WHERE school_id = $1 AND student_id = $2`, [schoolId, child.id]);
  const keys = searchKeysOf(
    child.name.full,
    rows.map(({ number }) => number),
  );
  await addMissing(
    owner,
    'student_keys',
    keys.map(({ kind, key }) => ({ school_id: schoolId, kind, key, student_id: child.id })),
  );
}
