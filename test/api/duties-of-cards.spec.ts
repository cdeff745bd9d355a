import { TestApp } from '../support/test-app.js';
import { dutySchool, type DutySchool } from '../support/duty-school.js';
import type { AStudent } from '../support/world.js';

describe('the contact card', () => {
  let app: TestApp;
  let at: DutySchool;
  beforeAll(async () => {
    app = await TestApp.start();
    at = await dutySchool(app);
  });
  afterAll(() => app.stop());
  beforeEach(() => app.clock.moveTo('2026-11-23T10:00:00+08:00'));

  const changed = (child: AStudent, instant: string) =>
    app.owner.query(
      `INSERT INTO contact_card_changes (school_id, id, student_id, field, before, after, changed_by, changed_at) VALUES ($1, gen_random_uuid(), $2, 'address', NULL, '东庄村3号', $3, $4)`,
      [child.schoolId, child.id, at.head.id, instant],
    );

  it('is to be verified once a term: due to its last day, overdue after it', async () => {
    const child = await at.child();
    const [duty] = (await at.duties('month=2026-11&standard=contactCardVerified')).filter(
      ({ student }) => student.id === child.id,
    );
    expect(duty).toMatchObject({ status: 'due', window: { from: '2026-09-01', to: '2027-01-20' }, lastOn: null });
    app.clock.moveTo('2027-01-21T00:00:00+08:00');
    expect(await at.card(child, '2027-01')).toBe('overdue');
    expect(await at.card(child, '2027-02')).toBe('due');
  });

  it('is done when the family was reached in the term, whoever of the school asked', async () => {
    const [before, during, unreached] = [await at.child(), await at.child(), await at.child()];
    await app.world.verification(before, { by: at.head, on: '2026-08-31' });
    await app.world.verification(during, { by: at.moral, on: '2026-09-01' });
    await app.world.verification(unreached, { by: at.head, on: '2026-10-10', reached: false });
    expect(await Promise.all([before, during, unreached].map((child) => at.card(child, '2026-11')))).toEqual([
      'due',
      'done',
      'due',
    ]);
  });

  it('is to be verified again after every change in the term', async () => {
    const child = await at.child();
    await app.world.verification(child, { by: at.head, on: '2026-10-10', typedAt: '2026-10-10T09:00:00+08:00' });
    await changed(child, '2026-10-10T10:00:00+08:00');
    expect(await at.card(child, '2026-11')).toBe('due');
    await app.world.verification(child, { by: at.head, on: '2026-10-10', typedAt: '2026-10-10T11:00:00+08:00' });
    expect(await at.card(child, '2026-11')).toBe('done');
    await changed(child, '2026-10-11T00:00:00+08:00');
    expect(await at.card(child, '2026-11')).toBe('due');
    await app.world.verification(child, { by: at.head, on: '2026-10-12' });
    expect(await at.card(child, '2026-11')).toBe('done');
  });

  it('of a past term does not become right because it was changed in the next', async () => {
    const child = await at.child();
    await app.world.verification(child, { by: at.head, on: '2026-09-10' });
    await changed(child, '2026-12-01T10:00:00+08:00');
    await changed(child, '2027-03-05T10:00:00+08:00');
    app.clock.moveTo('2027-03-10T10:00:00+08:00');
    expect(await at.card(child, '2026-11')).toBe('overdue');
  });

  it('is late when it was verified in the term and typed after it', async () => {
    const child = await at.child();
    await app.world.verification(child, { by: at.head, on: '2027-01-19', typedAt: '2027-01-25T10:00:00+08:00' });
    app.clock.moveTo('2027-01-26T10:00:00+08:00');
    expect(await at.card(child, '2027-01')).toBe('late');
  });

  it('verified by the screen is the duty done, and the card is no more stale', async () => {
    const child = await at.child();
    const file = await app.as(at.head).get(`/api/students/${child.id}`).expect(200);
    expect(file.body.contactCard.stale).toBe(true);
    await app
      .as(at.head)
      .post(`/api/students/${child.id}/contact-card/verify`)
      .set('If-Match', `"${file.body.contactCard.version}"`)
      .send({ reached: true })
      .expect(200);
    expect(await at.card(child, '2026-11')).toBe('done');
    const after = await app.as(at.head).get(`/api/students/${child.id}`).expect(200);
    expect(after.body.contactCard).toMatchObject({ stale: false, verifiedOn: '2026-11-23' });
  });
});
