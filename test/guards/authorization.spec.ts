import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type request from 'supertest';
import { holds, mayOn } from '@tongxin/shared';
import { dataFile } from '../support/data-file.js';
import { LEDGER } from '../support/ledgers.js';
import { partsOf } from '../support/taken-ledgers.js';
import { TestApp } from '../support/test-app.js';
import type { AClass } from '../support/world.js';
import {
  BODIES,
  CHILD_IN_BODY,
  changesThePerson,
  FIRST,
  OTHERWISE,
  REFUSAL_IS_KEPT,
  type Fate,
  type Values,
} from './authorization/bodies.js';
import { Canaries } from './authorization/canaries.js';
import { PLACES, stageOf, type Member, type Place, type Stage } from './authorization/cast.js';
import { operationsOf, type Interface, type Operation } from './authorization/operations.js';
import { sampleOf } from './authorization/sample.js';
import { canaryChild } from './authorization/canary-child.js';
import type { Subject } from './authorization/subject-kind.js';
import { A_PDF, childWith, subjectKindOf, SUBJECT_KINDS } from './authorization/subjects.js';

const STATUS: Readonly<Record<Exclude<Fate, 'reached'>, number>> = { refused: 403, hidden: 404 };

/** Everything that is kept, but for what every request may leave behind. */
const KEPT = `SELECT table_name AS name FROM information_schema.tables
  WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
    AND table_name NOT IN ('sessions', 'rate_limits', 'idempotency_keys', 'known_devices', 'audit_blocks', 'operation_runs', 'digests', 'digest_runs', 'reminder_deliveries')`;

describe('every operation × every post × own class, other class, other school, post that has ended', () => {
  let app: TestApp;
  let stage: Stage;
  let document: Interface;
  let operations: Operation[];
  let tables: string[];
  const canaries = new Canaries();
  let ledger: Buffer;
  let standards: Map<string, string>;
  let schoolValues: Values;
  const wrong: string[] = [];
  const escapes: string[] = [];
  let asked = 0;
  let alikes = 0;

  beforeAll(async () => {
    app = await TestApp.start();
    document = (await app.stranger.get('/api/openapi.json').expect(200)).body as Interface;
    operations = operationsOf(app.nest, document);
    stage = await stageOf(app, canaries);
    ledger = await readFile(dataFile('ledger-60.xlsx'));
    tables = (await app.owner.query<{ name: string }>(KEPT)).rows.map(({ name }) => name);
    const { rows } = await app.owner.query(
      `SELECT school_id AS school, id FROM care_standards WHERE code = 'monthlyTalk'`,
    );
    standards = new Map(rows.map(({ school, id }) => [school as string, id as string]));
    schoolValues = {
      colleagueId: (await app.world.person(stage.school)).id,
      classId: (await app.world.class(stage.school, { grade: 6, number: 99 })).id,
    };
    // Children who stand there for every list, search and count to give away.
    for (const place of PLACES) await canaryChild(stage, place);
  }, 120_000);
  afterAll(() => app.stop());

  it('is asked, and answers as the policy table says', async () => {
    // Whoever adds an address says in subjects.ts what it is about.
    const unsaid = operations.filter(({ path }) => subjectKindOf(path) === undefined);
    expect(unsaid.map(({ name }) => name)).toEqual([]);
    for (const operation of operations)
      await tryOut(operation).catch((error: Error) => wrong.push(`${operation.name}: ${error.message.slice(0, 300)}`));
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(operations.length * stage.members.length);
  }, 600_000);

  it('shows nobody anything of a child that is not theirs to see', () => {
    expect([...new Set(escapes)]).toEqual([]);
  });

  it('knows of no kind of address that nothing uses any more', () => {
    const used = SUBJECT_KINDS.filter((kind) => operations.some(({ path }) => path.startsWith(kind.prefix)));
    expect(SUBJECT_KINDS.filter((kind) => !used.includes(kind))).toEqual([]);
    const names = operations.map(({ name }) => name);
    const listed = [...Object.keys(BODIES), ...Object.keys(CHILD_IN_BODY), ...Object.keys(OTHERWISE)];
    expect(listed.filter((name) => !names.includes(name))).toEqual([]);
  });

  async function tryOut(operation: Operation): Promise<void> {
    const kind = subjectKindOf(operation.path);
    if (kind === undefined) return;
    const aboutChild = (kind && !kind.schoolWide && !kind.everywhere) || operation.name in CHILD_IN_BODY;
    const places: readonly (Place | null)[] = aboutChild
      ? PLACES
      : kind
        ? kind.everywhere
          ? ['own class']
          : ['own class', 'other school']
        : [null];
    const reached: { member: Member; place: Place | null }[] = [];
    for (const place of places) {
      const subject = place && (await subjectOf(operation, place));
      const made = await kept();
      for (const member of stage.members) {
        const fate = fateOf(operation, member, place, subject);
        if (fate === 'reached') {
          reached.push({ member, place });
          continue;
        }
        const answer = await send(operation, member, subject, place);
        if (answer.status !== STATUS[fate]) say(operation, member, place, answer, String(STATUS[fate]));
      }
      const expected = REFUSAL_IS_KEPT.includes(operation.name) ? ['audit_entries'] : [];
      const changed = differences(made, await kept()).filter((table) => !expected.includes(table));
      if (changed.length > 0) wrong.push(`${operation.name} was refused and changed ${changed.join(', ')}`);
    }
    for (const { member, place } of reached) {
      const subject = place && (await subjectOf(operation, place, member));
      await FIRST[operation.name]?.(stage, member.person);
      const answer = await send(operation, changesThePerson(operation) ? await alike(member) : member, subject, place);
      const answered = answer.status !== 401 && answer.status !== 404 && answer.status < 500;
      if (!answered || answer.status === 403) say(operation, member, place, answer, 'let in');
      // A body that is wrong in form never comes as far as the question who may.
      if (answer.status === 400) say(operation, member, place, answer, 'a body it takes');
    }
  }

  async function subjectOf(operation: Operation, place: Place, asker?: Member): Promise<Subject> {
    const kind = subjectKindOf(operation.path);
    if (kind) return kind.make(stage, place, asker);
    const { student, values } = await childWith(stage, place);
    return {
      row: { classId: student.classId },
      params: {},
      values: { ...values, standardId: standards.get(student.schoolId) },
    };
  }

  function fateOf(operation: Operation, { facts, who }: Member, place: Place | null, subject: Subject | null): Fate {
    const { permission } = operation;
    if (!holds(facts, permission)) return 'refused';
    if (!subject || subjectKindOf(operation.path)?.everywhere) return 'reached';
    if (place === 'other school') return 'hidden';
    const otherwise = OTHERWISE[operation.name]?.[who];
    if (mayOn(facts, permission, subject.row)) return otherwise ?? 'reached';
    const sees = subjectKindOf(operation.path)?.sees ?? CHILD_IN_BODY[operation.name]!.sees;
    return mayOn(facts, sees, subject.row) ? (otherwise ?? 'refused') : 'hidden';
  }

  async function send(
    operation: Operation,
    member: Member,
    subject: Subject | null,
    place: Place | null,
  ): Promise<request.Response> {
    asked += 1;
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => subject!.params[name]!);
    const values = { ...schoolValues, ...subject?.values };
    const inBody = CHILD_IN_BODY[operation.name]?.body(values);
    const sending = app.as(member.person)[operation.method](path);
    if (operation.method === 'get' && inBody) void sending.query(inBody);
    if (operation.method !== 'get' && operation.method !== 'delete') {
      void sending.set('If-Match', '"1"');
      if (operation.multipart) {
        for (const [name, value] of Object.entries(inBody ?? {})) void sending.field(name, String(value));
        void sending.attach('file', inBody ? A_PDF : ledger, inBody ? 'notice.pdf' : 'ledger.xlsx');
      } else void sending.send(bodyOf(operation, values) as object);
    } else if (operation.method === 'delete') void sending.set('If-Match', '"1"');
    const answer = await sending;
    const text = `${JSON.stringify(answer.headers)}${answer.text ?? ''}${wordsOf(answer)}`;
    for (const escape of canaries.escaped(text, member, stage, operation.name))
      escapes.push(`${operation.name} shows the ${member.who} ${escape} (asked about ${place ?? 'nothing'})`);
    return answer;
  }

  function bodyOf(operation: Operation, values: Values): unknown {
    const given = CHILD_IN_BODY[operation.name]?.body ?? BODIES[operation.name];
    if (given) return given(values);
    return operation.body ? sampleOf(operation.body, document, values) : {};
  }

  function say(
    operation: Operation,
    member: Member,
    place: Place | null,
    answer: request.Response,
    wanted: string,
  ): void {
    const about = place ? `, ${place}` : '';
    const code = (answer.body as { code?: string; errors?: unknown } | undefined) ?? {};
    wrong.push(
      `${operation.name} as ${member.who}${about}: ${answer.status} ${code.code ?? ''} ${code.errors ? JSON.stringify(code.errors) : ''}, wanted ${wanted}`,
    );
  }

  /** Somebody new with the same posts, for what ends sessions or changes a password. */
  async function alike({ facts, who }: Member): Promise<Member> {
    const granted = facts.roles.filter((role) => role !== 'headTeacher' && role !== 'subjectTeacher');
    const school = facts.roles.includes('bureau') ? await app.world.school({ kind: 'bureau' }) : stage.school;
    const classes = async (has: boolean): Promise<AClass[]> =>
      has ? [await app.world.class(stage.school, { grade: 6, number: ++alikes })] : [];
    const heads = await classes(facts.roles.includes('headTeacher'));
    const teaches = await classes(facts.roles.includes('subjectTeacher'));
    return { who, facts, person: await app.world.person(school, { roles: granted, heads, teaches }) };
  }

  async function kept(): Promise<Map<string, string>> {
    // Work that an earlier request asked for has been done by now.
    for (let waits = 0; waits < 200; waits += 1) {
      const { rows } = await app.owner.query(
        `SELECT 1 FROM graphile_worker._private_jobs WHERE attempts < max_attempts AND run_at <= now() LIMIT 1`,
      );
      if (rows.length === 0) break;
      await sleep(25);
    }
    const texts = tables.map(
      (table) =>
        `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '' ORDER BY t::text), '')) AS sum FROM "${table}" t`,
    );
    const { rows } = await app.owner.query<{ name: string; sum: string }>(texts.join(' UNION ALL '));
    return new Map(rows.map(({ name, sum }) => [name, sum]));
  }
});

/** What stands in a workbook, where the answer is one. */
function wordsOf({ body, type }: request.Response): string {
  return Buffer.isBuffer(body) && type === LEDGER ? [...partsOf(body).values()].join('') : '';
}

function differences(one: Map<string, string>, other: Map<string, string>): string[] {
  return [...one].filter(([name, sum]) => other.get(name) !== sum).map(([name]) => name);
}
