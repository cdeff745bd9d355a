import { TestApp } from './test-app.js';
import type { AClass, ASchool, AStudent, Person } from './world.js';

/** What a list says of one duty, in short. */
export interface ADuty {
  student: { id: string; name: string; class: { id: string; label: string } | null };
  standard: { code: string; title: string };
  window: { from: string; to: string };
  status: string;
  exemptReason: string | null;
  lastOn?: string | null;
  neverCaredFor?: boolean;
  lastTopics?: string[];
  assignee: { id: string; name: string } | null;
}

/** A school of its own in a running application: one class with its head teacher, and the department that looks on. */
export interface DutySchool {
  school: ASchool;
  class: AClass;
  head: Person;
  moral: Person;
  /** A child of the class whose care file has been open for long. */
  child(options?: Parameters<TestApp['world']['student']>[1]): Promise<AStudent>;
  /** The duties a query lists, as the department sees them. */
  duties(query: string, by?: Person): Promise<ADuty[]>;
  /** State of the monthly talk of one child in one month, with the reason where there is one; null: not asked at all. */
  talk(child: AStudent, month: string): Promise<string | null>;
  /** The same for the contact card, in the term that lies around a month. */
  card(child: AStudent, month: string): Promise<string | null>;
}

export async function dutySchool(app: TestApp, options: { timeZone?: string } = {}): Promise<DutySchool> {
  const { world } = app;
  const school = await world.school(options);
  const inClass = await world.class(school, { grade: 3, number: 2 });
  const head = await world.person(school, { heads: [inClass] });
  const moral = await world.person(school, { roles: ['moralEducation'] });
  const duties = async (query: string, by: Person = moral): Promise<ADuty[]> =>
    (await app.as(by).get(`/api/duties?limit=100&${query}`).expect(200)).body.items;
  const state = async (child: AStudent, query: string): Promise<string | null> => {
    const found = (await duties(query)).filter(({ student }) => student.id === child.id);
    if (found.length > 1) throw new Error('one child, one standard, one window: two duties');
    return found[0] ? [found[0].status, found[0].exemptReason].filter(Boolean).join(' ') : null;
  };
  return {
    school,
    class: inClass,
    head,
    moral,
    child: (more = {}) => world.student(school, { in: inClass, ...more }),
    duties,
    talk: (child, month) => state(child, `standard=monthlyTalk&month=${month}`),
    card: (child, month) => state(child, `standard=contactCardVerified&month=${month}`),
  };
}
