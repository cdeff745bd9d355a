import type { StudentView } from '@tongxin/shared';
import { talkSchool, type TalkSchool } from '../support/talk-school.js';
import type { Person } from '../support/world.js';

describe('the whole file of a child', () => {
  let at: TalkSchool;
  beforeAll(async () => {
    at = await talkSchool();
    const { world } = at.app;
    await world.guardian(at.child);
    await world.talk(at.child, { by: at.head, on: '2026-10-12' });
    await world.talk(at.child, { by: at.deputy, on: '2026-11-18' });
    await world.talk(at.child, { by: at.head, on: '2026-11-20', reached: false });
    await world.talk(at.child, { by: at.head, on: '2026-11-21', voided: true });
  });
  afterAll(() => at.app.stop());

  const open = async (by: Person): Promise<StudentView> =>
    (await at.app.as(by).get(`/api/students/${at.child.id}`).expect(200)).body;

  it('holds the child, the card, the newest talk that reached it and what is due in this term, the worst first', async () => {
    const file = await open(at.head);
    expect(file).toMatchObject({
      id: at.child.id,
      name: '陶小满',
      class: { label: '三年级2班' },
      careFile: { status: 'open' },
      lastTalk: { heldOn: '2026-11-18', by: at.deputy.name },
    });
    expect(file.contactCard?.guardians).toHaveLength(1);
    expect(file.duties.map(({ standard, window, status }) => [standard.code, window.from, status])).toEqual([
      ['monthlyTalk', '2026-09-01', 'overdue'],
      ['contactCardVerified', '2026-09-01', 'due'],
      ['monthlyTalk', '2026-11-01', 'done'],
      ['monthlyTalk', '2026-10-01', 'done'],
    ]);
    expect(file.may).toEqual(expect.arrayContaining(['talk.create', 'timeline.view', 'contactCard.propose']));
  });

  it('tells the office how the duties stand, and of no talk', async () => {
    const file = await open(at.office);
    expect(file.lastTalk).toBeNull();
    expect(file.duties.map(({ status }) => status)).toEqual(['overdue', 'due', 'done', 'done']);
    expect(JSON.stringify(file.duties)).not.toContain('lastOn');
    expect(JSON.stringify(file)).not.toContain('2026-11-18');
  });

  it('shows a subject teacher neither talks nor duties', async () => {
    expect(await open(at.subjectTeacher)).toMatchObject({ name: '陶小满', lastTalk: null, duties: [] });
  });

  it('leaves one row whenever it is opened, and none for those to whom it is not there', async () => {
    const rows = async () =>
      (await at.app.owner.query(`SELECT act FROM audit_entries WHERE student_id = $1`, [at.sibling.id])).rows.map(
        ({ act }: { act: string }) => act,
      );
    await at.app.as(at.head).get(`/api/students/${at.sibling.id}`).expect(200);
    await at.app.as(at.otherHead).get(`/api/students/${at.sibling.id}`).expect(404);
    await at.app.as(at.elsewhere).get(`/api/students/${at.sibling.id}`).expect(404);
    await at.app.as(at.head).get('/api/students/nobody').expect(404);
    expect(await rows()).toEqual(['student.opened']);
  });
});
