import type pg from 'pg';
import { v7 } from 'uuid';
import { hash } from '@node-rs/argon2';
import type { Role } from '@tongxin/shared';
import { searchKeysOf, sortKeyOf } from '../../server/src/features/students/name-keys.js';

export const TEST_PASSWORD = 'a-password-for-tests';
let passwordHash: Promise<string> | undefined;

export interface ASchool {
  readonly id: string;
  readonly name: string;
}

export interface AClass {
  readonly id: string;
  readonly schoolId: string;
}

/** Somebody with an account. */
export interface Person {
  readonly id: string;
  readonly accountId: string;
  readonly schoolId: string;
  readonly username: string;
  readonly name: string;
}

export interface AStudent {
  readonly id: string;
  readonly schoolId: string;
  readonly name: string;
  readonly classId: string | null;
}

/** The terms of the tests' schools: 1 September 2026 to 20 January 2027, 22 February to 5 July 2027; National Day is free. */
const TERMS = [
  [2025, 1, '2025-09-01', '2026-01-23'],
  [2025, 2, '2026-02-23', '2026-07-03'],
  [2026, 1, '2026-09-01', '2027-01-20'],
  [2026, 2, '2027-02-22', '2027-07-05'],
] as const;

/** Builders take only what matters to the sentence of a test; everything else is made up. */
export class World {
  private count = 0;
  /** The school of every child built here, by the child's id. */
  readonly schoolOfStudent = new Map<string, string>();

  constructor(private readonly owner: pg.Pool) {}

  async school({
    name,
    kind = 'school',
    timeZone = 'Asia/Shanghai',
    standards = true,
  }: { name?: string; kind?: 'school' | 'bureau'; timeZone?: string; standards?: boolean } = {}): Promise<ASchool> {
    const id = v7();
    const label = name ?? `实验小学${++this.count}`;
    await this.owner.query(`INSERT INTO schools (school_id, kind, name, time_zone) VALUES ($1, $2, $3, $4)`, [
      id,
      kind,
      label,
      timeZone,
    ]);
    if (kind === 'bureau') return { id, name: label };
    for (const [year, ordinal, from, to] of TERMS) {
      await this.owner.query(
        `INSERT INTO terms (school_id, id, school_year, ordinal, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, v7(), year, ordinal, from, to],
      );
    }
    await this.owner.query(
      `INSERT INTO calendar_exceptions (school_id, id, kind, from_on, to_on, name) VALUES ($1, $2, 'holiday', '2026-10-01', '2026-10-07', '国庆节')`,
      [id, v7()],
    );
    if (standards) {
      await this.owner.query(
        `INSERT INTO care_standards (school_id, id, code, every, who, from_on) VALUES ($1, $2, 'monthlyTalk', 'month', 'headTeacher', '2025-09-01'), ($1, $3, 'contactCardVerified', 'term', 'headTeacherOrOffice', '2025-09-01')`,
        [id, v7(), v7()],
      );
    }
    return { id, name: label };
  }

  /** A class by its grade in 2026–2027. */
  async class(school: ASchool, { grade = 3, number = 1 }: { grade?: number; number?: number } = {}): Promise<AClass> {
    const id = v7();
    await this.owner.query(
      `INSERT INTO classes (school_id, id, stage, entry_year, number) VALUES ($1, $2, 'primary', $3, $4)`,
      [school.id, id, 2027 - grade, number],
    );
    return { id, schoolId: school.id };
  }

  /** Somebody with an account, the roles given and the classes headed or taught since 1 September 2025. */
  async person(
    school: ASchool,
    {
      roles = [],
      name,
      heads = [],
      teaches = [],
      username,
    }: { roles?: Role[]; name?: string; heads?: AClass[]; teaches?: AClass[]; username?: string } = {},
  ): Promise<Person> {
    const id = v7();
    const accountId = v7();
    const label = name ?? `老师${++this.count}`;
    const login = username ?? `user-${++this.count}`;
    passwordHash ??= hash(TEST_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await this.owner.query(`INSERT INTO staff (school_id, id, name) VALUES ($1, $2, $3)`, [school.id, id, label]);
    await this.owner.query(`SELECT app.create_account($1, $2, $3, $4, $5)`, [
      accountId,
      school.id,
      id,
      login,
      await passwordHash,
    ]);
    await this.owner.query(`UPDATE accounts SET activated_at = now(), notice_accepted_at = now() WHERE id = $1`, [
      accountId,
    ]);
    const person = { id, accountId, schoolId: school.id, username: login, name: label };
    for (const role of roles) {
      await this.owner.query(
        `INSERT INTO role_grants (school_id, id, staff_id, role, from_on) VALUES ($1, $2, $3, $4, '2025-09-01')`,
        [school.id, v7(), id, role],
      );
    }
    for (const one of heads) await this.assign(person, one, await this.freePost(one), '2025-09-01', null);
    for (const one of teaches) await this.assign(person, one, 'subjectTeacher', '2025-09-01', null);
    return person;
  }

  async assign(
    person: Person,
    to: AClass,
    role: 'headTeacher' | 'deputy' | 'subjectTeacher',
    from: string,
    until: string | null,
  ): Promise<void> {
    await this.owner.query(
      `INSERT INTO class_assignments (school_id, id, class_id, staff_id, role, subject, from_on, to_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [person.schoolId, v7(), to.id, person.id, role, role === 'subjectTeacher' ? '数学' : null, from, until],
    );
  }

  /** A class has one head teacher; whoever comes second to it stands in, which is the same to what they see. */
  private async freePost(one: AClass): Promise<'headTeacher' | 'deputy'> {
    const { rowCount } = await this.owner.query(
      `SELECT 1 FROM class_assignments WHERE school_id = $1 AND class_id = $2 AND role = 'headTeacher' AND to_on IS NULL`,
      [one.schoolId, one.id],
    );
    return rowCount ? 'deputy' : 'headTeacher';
  }

  /** Ends every assignment of a person to a class. */
  async endAssignment(person: Person, to: AClass, until: string): Promise<void> {
    await this.owner.query(
      `UPDATE class_assignments SET to_on = $4 WHERE school_id = $1 AND staff_id = $2 AND class_id = $3 AND to_on IS NULL`,
      [person.schoolId, person.id, to.id, until],
    );
  }

  /** A special-group student with an open care file, one category and an empty contact card. */
  async student(
    school: ASchool,
    {
      name,
      in: inClass = null,
      categories = ['leftBehind'],
      openedOn = '2025-09-10',
      birthDate = '2017-05-04',
      idNumber = null,
      studentNumber = null,
      careFile = true,
      sex = 'male',
      village = '东庄村',
      address = '东庄村12号',
    }: {
      name?: string;
      in?: AClass | null;
      categories?: string[];
      openedOn?: string;
      birthDate?: string | null;
      idNumber?: string | null;
      studentNumber?: string | null;
      careFile?: boolean;
      sex?: 'male' | 'female';
      village?: string | null;
      address?: string | null;
    } = {},
  ): Promise<AStudent> {
    const id = v7();
    const label = name ?? `学生${String.fromCharCode(0x4e00 + ++this.count)}`;
    const { id: schoolId } = school;
    await this.owner.query(
      `INSERT INTO students (school_id, id, name, sort_key, sex, birth_date, id_number, student_number, class_id) VALUES ($1, $2, $3, $9, $4, $5, $6, $7, $8)`,
      [schoolId, id, label, sex, birthDate, idNumber, studentNumber, inClass?.id ?? null, sortKeyOf(label)],
    );
    await this.keys({ id, schoolId }, label, []);
    if (inClass) {
      await this.owner.query(
        `INSERT INTO class_memberships (school_id, id, student_id, class_id, from_on) VALUES ($1, $2, $3, $4, $5)`,
        [schoolId, v7(), id, inClass.id, openedOn],
      );
    }
    await this.owner.query(
      `INSERT INTO contact_cards (school_id, student_id, address, village) VALUES ($1, $2, $3, $4)`,
      [schoolId, id, address, village],
    );
    if (careFile) {
      await this.owner.query(`INSERT INTO care_files (school_id, id, student_id, opened_on) VALUES ($1, $2, $3, $4)`, [
        schoolId,
        v7(),
        id,
        openedOn,
      ]);
      await this.owner.query(
        `INSERT INTO care_file_periods (school_id, id, student_id, status, from_on) VALUES ($1, $2, $3, 'open', $4)`,
        [schoolId, v7(), id, openedOn],
      );
      for (const code of categories) {
        await this.owner.query(
          `INSERT INTO care_categories (school_id, id, student_id, code, from_on) VALUES ($1, $2, $3, $4, $5)`,
          [schoolId, v7(), id, code, openedOn],
        );
      }
    }
    this.schoolOfStudent.set(id, schoolId);
    return { id, schoolId, name: label, classId: inClass?.id ?? null };
  }

  /** A guardian with one phone on a student's card. */
  async guardian(
    student: AStudent,
    {
      name = '王大山',
      relationship = 'father',
      kind = 'guardian',
      phone = '13800001234',
      awaySince = null,
    }: {
      name?: string;
      relationship?: string;
      kind?: 'guardian' | 'entrusted';
      phone?: string;
      awaySince?: string | null;
    } = {},
  ): Promise<{ id: string; phoneId: string }> {
    const id = v7();
    const phoneId = v7();
    await this.owner.query(
      `INSERT INTO guardians (school_id, id, student_id, kind, name, relationship, away_since, call_order)
       VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT count(*) + 1 FROM guardians WHERE school_id = $1 AND student_id = $3))`,
      [student.schoolId, id, student.id, kind, name, relationship, awaySince],
    );
    await this.owner.query(
      `INSERT INTO phones (school_id, id, student_id, guardian_id, number, position) VALUES ($1, $2, $3, $4, $5, 1)`,
      [student.schoolId, phoneId, student.id, id, phone],
    );
    await this.keys({ id: student.id, schoolId: student.schoolId }, '', [phone]);
    return { id, phoneId };
  }

  /** A talk as it stands in the database, typed at noon of its day unless said otherwise. */
  async talk(
    student: AStudent,
    {
      by,
      on,
      typedAt = `${on}T12:00:00+08:00`,
      reached = true,
      voided = false,
      topics = [],
      summary = null,
      concern = 'none',
      kind = 'talk',
    }: {
      by: Person;
      on: string;
      typedAt?: string;
      reached?: boolean;
      voided?: boolean;
      topics?: string[];
      summary?: string | null;
      concern?: 'none' | 'watch' | 'urgent';
      kind?: string;
    },
  ): Promise<{ id: string }> {
    const id = v7();
    const details = { place: null, mode: null, topics, mood: null, summary, guardianTold: false };
    await this.owner.query(
      `INSERT INTO care_records (school_id, id, entry_id, kind, student_id, author_id, held_on, typed_at, reached, level, details, concern, body_hash, voided_at, voided_by, void_reason)
       VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, 'protected', $9, $10, '\\x00', $11, $12, $13)`,
      [
        student.schoolId,
        id,
        kind,
        student.id,
        by.id,
        on,
        typedAt,
        reached,
        details,
        concern,
        voided ? typedAt : null,
        voided ? by.id : null,
        voided ? 'mistyped' : null,
      ],
    );
    return { id };
  }

  /** The care file has another status from a day on. */
  async careStatus(
    student: AStudent,
    status: 'open' | 'paused' | 'closed' | 'transferred',
    from: string,
  ): Promise<void> {
    await this.owner.query(
      `INSERT INTO care_file_periods (school_id, id, student_id, status, from_on) VALUES ($1, $2, $3, $4, $5)`,
      [student.schoolId, v7(), student.id, status, from],
    );
    await this.owner.query(`UPDATE care_files SET status = $3 WHERE school_id = $1 AND student_id = $2`, [
      student.schoolId,
      student.id,
      status,
    ]);
  }

  /** Somebody says how urgent it is to care for a child; what is more urgent than usual is looked at again two weeks later. */
  async urgency(student: AStudent, level: 'normal' | 'raised' | 'high', on: string, by: Person): Promise<void> {
    const values = [student.schoolId, student.id, level, on];
    const review = `CASE WHEN $3 <> 'normal' THEN $4::date + 14 END`;
    await this.owner.query(
      `INSERT INTO care_file_urgencies (school_id, student_id, id, level, reason, review_on, set_by, set_on, set_at)
       VALUES ($1, $2, $5, $3, '家中有变', ${review}, $6, $4, $4::date + interval '10 hours')`,
      [...values, v7(), by.id],
    );
    await this.owner.query(
      `UPDATE care_files SET urgency = $3, urgency_review_on = ${review} WHERE school_id = $1 AND student_id = $2`,
      values,
    );
  }

  /** The child is in another class from a day on, or in none. */
  async move(student: AStudent, to: AClass | null, from: string): Promise<void> {
    await this.owner.query(
      `UPDATE class_memberships SET to_on = $3::date - 1 WHERE school_id = $1 AND student_id = $2 AND to_on IS NULL`,
      [student.schoolId, student.id, from],
    );
    if (to)
      await this.owner.query(
        `INSERT INTO class_memberships (school_id, id, student_id, class_id, from_on) VALUES ($1, $2, $3, $4, $5)`,
        [student.schoolId, v7(), student.id, to.id, from],
      );
    await this.owner.query(`UPDATE students SET class_id = $3 WHERE school_id = $1 AND id = $2`, [
      student.schoolId,
      student.id,
      to?.id ?? null,
    ]);
  }

  /** Somebody asked the family whether the card is right. */
  async verification(
    student: AStudent,
    {
      by,
      on,
      typedAt = `${on}T12:00:00+08:00`,
      reached = true,
    }: { by: Person; on: string; typedAt?: string; reached?: boolean },
  ): Promise<void> {
    await this.owner.query(
      `INSERT INTO contact_card_verifications (school_id, id, student_id, verified_on, reached, verified_by, typed_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [student.schoolId, v7(), student.id, on, reached, by.id, typedAt],
    );
  }

  /** Days off, or days worked in exchange. */
  async daysOff(school: ASchool, from: string, to: string, kind: 'holiday' | 'workday' = 'holiday'): Promise<void> {
    await this.owner.query(
      `INSERT INTO calendar_exceptions (school_id, id, kind, from_on, to_on, name) VALUES ($1, $2, $3, $4, $5, '调休')`,
      [school.id, v7(), kind, from, to],
    );
  }

  /** What a child is found by. */
  private async keys(student: { id: string; schoolId: string }, name: string, numbers: string[]): Promise<void> {
    const keys = searchKeysOf(name, numbers);
    await this.owner.query(
      `INSERT INTO student_keys (school_id, kind, key, student_id) SELECT $1, k.kind, k.key, $2 FROM unnest($3::text[], $4::text[]) AS k(kind, key) ON CONFLICT DO NOTHING`,
      [student.schoolId, student.id, keys.map(({ kind }) => kind), keys.map(({ key }) => key)],
    );
  }
}
