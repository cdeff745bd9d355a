import type { AttachmentView } from '@tongxin/shared';
import { ForgottenBytes } from '../../server/src/features/attachments/forgotten-bytes.job.js';
import { readConfig } from '../../server/src/config/app-config.js';
import { S3Server } from '../support/s3-server.js';
import { aPaper } from '../support/some-files.js';
import { TestApp } from '../support/test-app.js';
import type { Person } from '../support/world.js';

describe('a file kept in a store that speaks S3', () => {
  const store = new S3Server('tongxin-files', 'a-key', 'a-secret', 'cn-east-1');
  let app: TestApp;
  let head: Person;
  let category: string;

  beforeAll(async () => {
    app = await TestApp.start({
      settings: {
        S3_ENDPOINT: await store.start(),
        S3_BUCKET: store.bucket,
        S3_ACCESS_KEY: store.accessKey,
        S3_SECRET_KEY: store.secretKey,
        S3_REGION: store.region,
      },
    });
    const school = await app.world.school();
    const ownClass = await app.world.class(school);
    head = await app.world.person(school, { heads: [ownClass] });
    const child = await app.world.student(school, { in: ownClass, categories: ['orphan'] });
    const { rows } = await app.owner.query<{ id: string }>(`SELECT id FROM care_categories WHERE student_id = $1`, [
      child.id,
    ]);
    category = rows[0]!.id;
  });
  afterAll(async () => {
    await app.stop();
    await store.stop();
  });

  const add = (bytes: Buffer) =>
    app
      .as(head)
      .post('/api/attachments')
      .field('subjectKind', 'careCategory')
      .field('subjectId', category)
      .attach('file', bytes, 'a.pdf');
  const list = async (): Promise<AttachmentView[]> =>
    (await app.as(head).get(`/api/attachments?subjectKind=careCategory&subjectId=${category}`).expect(200)).body.items;

  it('lies there under school and hash, and is downloaded as it was added', async () => {
    const bytes = aPaper('/Lang (s3) ');
    const { body } = await add(bytes).expect(201);
    expect([...store.objects.keys()]).toEqual([
      expect.stringMatching(`^${head.schoolId}/([0-9a-f]{2})/\\1[0-9a-f]{62}$`),
    ]);
    const answer = await app.as(head).get(`/api/attachments/${body.id}/content`).responseType('blob').expect(200);
    expect((answer.body as Buffer).equals(bytes)).toBe(true);
  });

  it('is not said to be kept while the store refuses or is broken, and can be sent again', async () => {
    const before = (await list()).length;
    const bytes = aPaper('/Lang (sent again) ');
    for (const status of [403, 500]) {
      store.brokenWith = status;
      const { body } = await add(bytes).expect(503);
      expect(body.code).toBe('service.unavailable');
    }
    store.brokenWith = null;
    expect(await list()).toHaveLength(before);
    await add(bytes).expect(201);
  });

  it('is forgotten there when no row needs it, however many pages the store’s list has', async () => {
    const kept = store.objects.size;
    for (let count = 0; count < 5; count++) await add(aPaper(`/Lang (list${count}) `)).expect(201);
    await app.owner.query(`DELETE FROM attachments WHERE size = $1`, [aPaper('/Lang (list0) ').length]);
    await app.nest.get(ForgottenBytes, { strict: false }).forget();
    expect(store.objects.size).toBe(kept + 5);
    for (const object of store.objects.values()) object.at = new Date('2026-11-01T00:00:00Z');
    store.objects.set('not/ours', { bytes: Buffer.from('x'), at: new Date(0) });
    await app.nest.get(ForgottenBytes, { strict: false }).forget();
    expect(store.objects.size).toBe(kept + 1);
    expect(store.objects.has('not/ours')).toBe(true);
  });

  it('asks for all its settings, and says which are missing', () => {
    expect(() => readConfig({ S3_ENDPOINT: 'minio:9000', S3_BUCKET: 'b' })).toThrow(
      /S3_ENDPOINT.*S3_ACCESS_KEY.*S3_SECRET_KEY/,
    );
    const files = (env: Record<string, string>) => readConfig({ DATA_DIR: '/tmp/x', ...env }).files;
    expect(files({}).kind).toBe('folder');
  });
});
