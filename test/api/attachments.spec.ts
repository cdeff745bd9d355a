import { createHash } from 'node:crypto';
import { readdir, utimes } from 'node:fs/promises';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ExifReader from 'exifreader';
import sharp from 'sharp';
import { v7 } from 'uuid';
import type { AttachmentList, AttachmentView } from '@tongxin/shared';
import { ForgottenBytes } from '../../server/src/features/attachments/forgotten-bytes.job.js';
import { zipOf } from '../support/a-workbook.js';
import { aDocument, aPaper, aPicture, aTable, partsOfDocument } from '../support/some-files.js';
import { TestApp } from '../support/test-app.js';
import type { AClass, ASchool, AStudent, Person } from '../support/world.js';

describe('a file on a record', () => {
  let app: TestApp;
  let school: ASchool;
  let ownClass: AClass;
  let child: AStudent;
  let head: Person;
  let otherHead: Person;
  let office: Person;
  let department: Person;
  let principal: Person;
  let category: string;

  beforeAll(async () => {
    app = await TestApp.start();
    school = await app.world.school();
    ownClass = await app.world.class(school);
    const otherClass = await app.world.class(school, { number: 2 });
    child = await app.world.student(school, { in: ownClass, categories: ['orphan'] });
    head = await app.world.person(school, { heads: [ownClass] });
    otherHead = await app.world.person(school, { heads: [otherClass] });
    office = await app.world.person(school, { roles: ['office'] });
    department = await app.world.person(school, { roles: ['moralEducation'] });
    principal = await app.world.person(school, { roles: ['principal'] });
    category = await categoryOf(child, 'orphan');
  });
  afterAll(() => app.stop());

  const categoryOf = async (student: AStudent, code: string): Promise<string> => {
    const { rows } = await app.owner.query<{ id: string }>(
      `SELECT id FROM care_categories WHERE student_id = $1 AND code = $2`,
      [student.id, code],
    );
    return rows[0]!.id;
  };
  const anotherCategory = async (code = 'orphan'): Promise<string> =>
    categoryOf(await app.world.student(school, { in: ownClass, categories: [code] }), code);

  const add = (person: Person, bytes: Buffer, name: string, id = category, kind = 'careCategory') =>
    app
      .as(person)
      .post('/api/attachments')
      .field('subjectKind', kind)
      .field('subjectId', id)
      .attach('file', bytes, name);
  const added = async (person: Person, bytes: Buffer, name: string, id = category): Promise<AttachmentView> =>
    (await add(person, bytes, name, id).expect(201)).body as AttachmentView;
  const list = (person: Person, id = category, kind = 'careCategory') =>
    app.as(person).get(`/api/attachments?subjectKind=${kind}&subjectId=${id}`);
  const content = async (person: Person, id: string) =>
    app
      .as(person)
      .get(`/api/attachments/${id}/content`)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const refused = response.headers['content-type']?.includes('json');
          done(null, refused ? JSON.parse(bytes.toString()) : bytes);
        });
      });
  const bytesInStore = async (): Promise<string[]> =>
    (await readdir(join(app.folder, 'files'), { recursive: true }).catch(() => [])).filter((path) =>
      /[0-9a-f]{64}$/.test(path),
    );

  describe('that may be kept', () => {
    it.each<[string, string, () => Buffer | Promise<Buffer>, string]>([
      ['a photo', '低保证.jpg', () => aPicture('jpeg'), 'image/jpeg'],
      ['a picture of a screen', '截图.png', () => aPicture('png'), 'image/png'],
      ['a picture from the web', '图片.webp', () => aPicture('webp'), 'image/webp'],
      ['a paper', '残疾证.pdf', () => aPaper(), 'application/pdf'],
      [
        'a Word document',
        '告知书.docx',
        () => aDocument(),
        'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      ],
      ['a table', '家庭收入.xlsx', () => aTable(), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ])('%s is added, listed, and downloaded as it was added', async (_, name, make, type) => {
      const id = await anotherCategory();
      const view = await added(department, await make(), name, id);
      expect(view).toMatchObject({ name, mediaType: type, addedBy: { id: department.id, name: department.name } });
      const listed = (await list(head, id).expect(200)).body as AttachmentList;
      expect(listed).toEqual({ items: [view], mayChange: true });
      const { body, headers } = await content(head, view.id);
      expect((body as Buffer).length).toBe(view.size);
      expect(headers['content-type']).toBe(type);
    });

    it('is told to be saved and not shown, under its own name, and to run nothing', async () => {
      const view = await added(department, aPaper(), "低保证明 (王小明's).pdf", await anotherCategory());
      const { headers } = await content(head, view.id);
      expect(headers['content-disposition']).toBe(
        `attachment; filename="file.pdf"; filename*=UTF-8''%E4%BD%8E%E4%BF%9D%E8%AF%81%E6%98%8E%20%28%E7%8E%8B%E5%B0%8F%E6%98%8E%27s%29.pdf`,
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    });

    it('loses where, when and by whom it was photographed, and is upright', async () => {
      const photo = await aPicture('jpeg', {
        exif: {
          IFD0: { Make: 'HUAWEI', Model: 'P60', Artist: '王大山', DateTime: '2026:11:01 08:00:00' },
          IFD3: {
            GPSLatitudeRef: 'N',
            GPSLatitude: '31/1 14/1 0/1',
            GPSLongitudeRef: 'E',
            GPSLongitude: '121/1 28/1 0/1',
          },
        },
        orientation: 6,
      });
      const before = ExifReader.load(photo);
      expect(before['GPSLatitude']).toBeDefined();
      expect(before['Make']?.description).toBe('HUAWEI');
      const view = await added(department, photo, 'IMG_20261101.jpg', await anotherCategory());
      expect(view).toMatchObject({ width: 48, height: 64 });
      const kept = (await content(head, view.id)).body as Buffer;
      const after = ExifReader.load(kept);
      expect(Object.keys(after).filter((tag) => /gps|make|model|artist|date|orientation|software/i.test(tag))).toEqual(
        [],
      );
      expect(kept.includes('HUAWEI')).toBe(false);
    });

    it('is no larger than a screen needs', async () => {
      const view = await added(
        department,
        await aPicture('jpeg', { width: 4000, height: 3000 }),
        'big.jpg',
        await anotherCategory(),
      );
      expect([view.width, view.height]).toEqual([2560, 1920]);
    });

    it('drops what hangs on the end of a picture', async () => {
      const both = Buffer.concat([await aPicture('png'), Buffer.from('<script>alert(1)</script>')]);
      const view = await added(department, both, 'x.png', await anotherCategory());
      expect(((await content(head, view.id)).body as Buffer).includes('script')).toBe(false);
    });

    it('gets the ending of what it is where it has none, or where it is another kind of picture', async () => {
      const id = await anotherCategory();
      expect((await added(department, aPaper(), '证明', id)).name).toBe('证明.pdf');
      expect((await added(department, await aPicture('webp'), 'mmexport1699.jpg', id)).name).toBe('mmexport1699.webp');
      expect((await added(department, aPaper(), '2026.11.01', id)).name).toBe('2026.11.01.pdf');
      expect((await added(department, await aPicture('jpeg'), '../../..\\a\u202egpj.jpg', id)).name).toBe('agpj.jpg');
      expect((await added(department, await aPicture('jpeg'), '', id)).name).toBe('file.jpg');
    });

    it('gets a number where the record has one of that name', async () => {
      const id = await anotherCategory();
      for (let count = 0; count < 3; count++)
        await added(department, await aPicture('jpeg', { width: 20 + count }), 'image.jpg', id);
      const { items } = (await list(head, id).expect(200)).body as AttachmentList;
      expect(items.map(({ name }) => name)).toEqual(['image.jpg', 'image (2).jpg', 'image (3).jpg']);
    });
  });

  describe('that may not be kept', () => {
    const mega = (count: number): Buffer => Buffer.alloc(count << 20, 32);
    it.each<[string, string, string, () => Buffer | Promise<Buffer>]>([
      ['is empty', 'attachment.empty', 'a.jpg', () => Buffer.alloc(0)],
      [
        'is a program with the ending of a picture',
        'attachment.kind',
        'photo.jpg',
        () => Buffer.concat([Buffer.from('MZ\x90\x00', 'latin1'), Buffer.alloc(4000)]),
      ],
      [
        'is a page of the web',
        'attachment.kind',
        'photo.png',
        () => Buffer.from('<!doctype html><script>alert(1)</script>'),
      ],
      [
        'is a drawing with scripts',
        'attachment.kind',
        'photo.png',
        () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      ],
      ['is a paper with the ending of a picture', 'attachment.disguised', 'photo.jpg', () => aPaper()],
      ['is a picture with the ending of a program', 'attachment.disguised', 'photo.exe', () => aPicture('jpeg')],
      ['is a Word document with the ending of a table', 'attachment.disguised', '表.xlsx', () => aDocument()],
      [
        'is a phone picture nobody else can open',
        'attachment.heic',
        'IMG_1.heic',
        () => Buffer.concat([Buffer.from('\0\0\0\x18ftypheic', 'latin1'), Buffer.alloc(500)]),
      ],
      [
        'is an old Word document',
        'attachment.oldFormat',
        'a.doc',
        () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
      ],
      [
        'has a password',
        'attachment.encrypted',
        'a.docx',
        () =>
          Buffer.concat([
            Buffer.from('d0cf11e0a1b11ae1', 'hex'),
            Buffer.alloc(600),
            Buffer.from('EncryptedPackage', 'utf16le'),
            Buffer.alloc(600),
          ]),
      ],
      ['is a locked archive', 'attachment.encrypted', 'a.docx', () => zipOf(partsOfDocument(), { flags: 1 })],
      [
        'has macros by its type',
        'attachment.macros',
        'a.docx',
        () => zipOf(partsOfDocument('application/vnd.ms-word.document.macroEnabled.main+xml')),
      ],
      ['has macros in a part', 'attachment.macros', 'a.docx', () => aDocument({ 'word/vbaProject.bin': 'x' })],
      ['has controls that run', 'attachment.macros', 'a.docx', () => aDocument({ 'word/activeX/activeX1.bin': 'x' })],
      ['is an archive and no document', 'attachment.kind', 'a.docx', () => zipOf({ 'a.txt': 'x' })],
      ['is a zip bomb', 'attachment.unpacksTooLarge', 'a.docx', () => aDocument({ 'word/media/a.bin': mega(12) })],
      [
        'says that it is small and is not',
        'attachment.broken',
        'a.docx',
        () => zipOf({ ...partsOfDocument(), 'word/a.bin': mega(12) }, { declared: { 'word/a.bin': 500 } }),
      ],
      [
        'is cut off in the middle',
        'attachment.broken',
        'a.docx',
        () => aDocument({ 'word/a.xml': 'y'.repeat(3000) }).subarray(0, 300),
      ],
      [
        'is a picture cut off in the middle',
        'attachment.broken',
        'a.jpg',
        async () => (await aPicture('jpeg', { width: 900, height: 900 })).subarray(0, 2500),
      ],
      [
        'only begins like a picture',
        'attachment.broken',
        'a.png',
        () => Buffer.from('89504e470d0a1a0a00000000', 'hex'),
      ],
      [
        'has more pixels than a wall',
        'attachment.tooManyPixels',
        'a.png',
        () =>
          sharp({ create: { width: 12_000, height: 12_000, channels: 3, background: '#000' } })
            .png({ compressionLevel: 9 })
            .toBuffer(),
      ],
      ['is a paper with a password', 'attachment.encrypted', 'a.pdf', () => aPaper('/Encrypt 5 0 R ')],
      [
        'is a paper with a script',
        'attachment.active',
        'a.pdf',
        () => aPaper('/OpenAction << /S /JavaScript /JS (x) >> '),
      ],
      ['is a paper without its end', 'attachment.broken', 'a.pdf', () => aPaper().subarray(0, 60)],
    ])('because it %s: %s', async (_, code, name, make) => {
      const { body } = await add(department, await make(), name).expect(400);
      expect(body.errors).toMatchObject([{ pointer: '/file', code }]);
    });

    it('because it is larger than 10 MiB: 413', async () => {
      const { body } = await add(department, Buffer.concat([await aPicture('jpeg'), mega(10)]), 'a.jpg').expect(413);
      expect(body).toMatchObject({ code: 'attachment.tooLarge', params: { max: 10 } });
    });

    it('leaves nothing behind: no row, no bytes', async () => {
      const id = await anotherCategory();
      const before = await bytesInStore();
      await add(department, Buffer.from('nothing'), 'a.jpg', id).expect(400);
      expect((await list(department, id).expect(200)).body.items).toEqual([]);
      expect(await bytesInStore()).toEqual(before);
      expect(await readdir(join(app.folder, 'incoming'))).toEqual([]);
    });

    it('because the request lacks a field, has one too many, or is no upload', async () => {
      const send = () => app.as(department).post('/api/attachments');
      const paper = aPaper();
      const { body } = await send().field('subjectKind', 'careCategory').expect(400);
      expect(body.errors.map(({ pointer, code }: never) => [pointer, code])).toEqual([
        ['/subjectId', 'field.required'],
        ['/file', 'field.required'],
      ]);
      await send()
        .field('subjectKind', 'careCategory')
        .field('subjectId', 'nobody')
        .attach('file', paper, 'a.pdf')
        .expect(400);
      await send().field('school', 'x').attach('file', paper, 'a.pdf').expect(400);
      await add(department, paper, 'a.pdf').attach('file', paper, 'b.pdf').expect(400);
      await send().send({ subjectKind: 'careCategory' }).expect(415);
    });
  });

  describe('and who may come near', () => {
    it('is seen by head teacher, office, department and principal; added by all but the principal', async () => {
      const id = await anotherCategory();
      const view = await added(head, aPaper(), 'a.pdf', id);
      for (const person of [head, office, department, principal]) {
        await list(person, id).expect(200);
        expect((await content(person, view.id)).status).toBe(200);
      }
      expect((await list(principal, id).expect(200)).body.mayChange).toBe(false);
      await add(principal, aPaper(), 'a.pdf', id).expect(403);
      await app.as(principal).post(`/api/attachments/${view.id}/remove`).send({ reason: 'x' }).expect(403);
    });

    it('is not there for another class, another school, and a category the office does not see', async () => {
      const id = await anotherCategory('psychological');
      const view = await added(department, aPaper(), 'a.pdf', id);
      const elsewhere = await app.world.person(await app.world.school(), { roles: ['moralEducation'] });
      for (const person of [otherHead, elsewhere, office]) {
        await list(person, id).expect(404);
        await add(person, aPaper(), 'b.pdf', id).expect(404);
        expect((await content(person, view.id)).status).toBe(404);
        await app.as(person).post(`/api/attachments/${view.id}/remove`).send({ reason: 'x' }).expect(404);
      }
      const former = await app.world.person(school, { heads: [ownClass] });
      await app.world.endAssignment(former, ownClass, '2026-11-01');
      await list(former, id).expect(404);
      const teacher = await app.world.person(school, { teaches: [ownClass] });
      await list(teacher, id).expect(403);
    });

    it('is not there on a record, or a kind of record, that nobody knows', async () => {
      await list(department, v7()).expect(404);
      await list(department, category, 'school').expect(404);
      await add(department, aPaper(), 'a.pdf', category, 'careFile').expect(404);
      await app.as(department).get(`/api/attachments?subjectKind=careCategory&subjectId=x`).expect(400);
    });

    it('of the care file is not for the office, whose papers could tell of any category; those of a guardian are', async () => {
      const file = await app.owner.query<{ id: string }>(`SELECT id FROM care_files WHERE student_id = $1`, [child.id]);
      await add(department, aPaper(), 'a.pdf', file.rows[0]!.id, 'careFile').expect(201);
      await list(office, file.rows[0]!.id, 'careFile').expect(404);
      const { id } = await app.world.guardian(child, { kind: 'entrusted' });
      await add(office, aPaper(), '委托书.pdf', id, 'guardian').expect(201);
      await list(otherHead, id, 'guardian').expect(404);
      await list(head, id, 'guardian').expect(200);
    });

    it('leaves a row in the access log when it is added, opened and removed, and none when it is listed', async () => {
      const student = await app.world.student(school, { in: ownClass, categories: ['orphan'] });
      const id = await categoryOf(student, 'orphan');
      const view = await added(head, aPaper(), 'a.pdf', id);
      await list(head, id).expect(200);
      await content(principal, view.id);
      await app.as(head).post(`/api/attachments/${view.id}/remove`).send({ reason: '传错了' }).expect(200);
      const { rows } = await app.owner.query(
        `SELECT act, actor_id, reason, subject_id FROM audit_entries WHERE student_id = $1 ORDER BY id`,
        [student.id],
      );
      expect(rows).toEqual([
        { act: 'attachment.added', actor_id: head.id, reason: null, subject_id: view.id },
        { act: 'attachment.opened', actor_id: principal.id, reason: null, subject_id: view.id },
        { act: 'attachment.removed', actor_id: head.id, reason: '传错了', subject_id: view.id },
      ]);
    });
  });

  describe('that is removed', () => {
    it('is gone for everybody, keeps its row and its reason, and cannot be removed twice', async () => {
      const id = await anotherCategory();
      const view = await added(head, aPaper(), 'a.pdf', id);
      const remove = (reason: string) => app.as(head).post(`/api/attachments/${view.id}/remove`).send({ reason });
      await remove(' ').expect(400);
      await remove('别人的证件').expect(200);
      expect((await list(head, id).expect(200)).body.items).toEqual([]);
      expect((await content(head, view.id)).status).toBe(404);
      expect((await remove('again').expect(409)).body.code).toBe('attachment.removed');
      const { rows } = await app.owner.query(`SELECT removed_reason, removed_by FROM attachments WHERE id = $1`, [
        view.id,
      ]);
      expect(rows).toEqual([{ removed_reason: '别人的证件', removed_by: head.id }]);
    });
  });

  it('is the twentieth; the next one is refused until one is removed', async () => {
    const id = await anotherCategory();
    const first = await added(head, aPaper(), 'a.pdf', id);
    await app.owner.query(
      `INSERT INTO attachments (school_id, id, student_id, subject_kind, subject_id, name, media_type, size, sha256, added_by, added_at)
       SELECT school_id, gen_random_uuid(), student_id, subject_kind, subject_id, n || '.pdf', media_type, size, sha256, added_by, added_at
         FROM attachments, generate_series(2, 20) n WHERE id = $1`,
      [first.id],
    );
    expect((await add(head, aPaper(), 'z.pdf', id).expect(409)).body.code).toBe('attachment.tooMany');
    await app.as(head).post(`/api/attachments/${first.id}/remove`).send({ reason: 'x' }).expect(200);
    await add(head, aPaper(), 'z.pdf', id).expect(201);
  });

  it('is one file when it is sent twice with the same key, and refused when the key comes with another', async () => {
    const id = await anotherCategory();
    const send = (bytes: Buffer) => add(head, bytes, 'a.pdf', id).set('Idempotency-Key', 'key-of-a-file');
    const first = (await send(aPaper()).expect(201)).body;
    expect((await send(aPaper()).expect(201)).body).toEqual(first);
    await send(aPaper('/Lang (zh) ')).expect(422);
    expect((await list(head, id).expect(200)).body.items).toHaveLength(1);
  });

  it('leaves nothing when the line breaks off in the middle', async () => {
    await app.nest.listen(0, '127.0.0.1');
    const { port } = app.nest.getHttpServer().address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const part = `--x\r\nContent-Disposition: form-data; name="file"; filename="l.pdf"\r\n\r\n%PDF-1.4`;
    socket.write(
      `POST /api/attachments HTTP/1.1\r\nHost: localhost\r\nCookie: tongxin-session=${await app.tokenOf(head)}\r\n` +
        `Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 100000\r\n\r\n${part}`,
    );
    const incoming = async (): Promise<number> => (await readdir(join(app.folder, 'incoming'))).length;
    await until(async () => (await incoming()) === 1);
    socket.destroy();
    await until(async () => (await incoming()) === 0);
  });

  describe('and its bytes', () => {
    it('lie under their hash, once for a school however often they are added, and not with another school', async () => {
      const bytes = aPaper('/Lang (once) ');
      const place = `${createHash('sha256').update(bytes).digest('hex')}`;
      await added(head, bytes, 'a.pdf', await anotherCategory());
      await added(head, bytes, 'b.pdf', await anotherCategory());
      expect((await bytesInStore()).filter((path) => path.endsWith(place))).toEqual([
        join(school.id, place.slice(0, 2), place),
      ]);
    });

    it('are said to be lost where the store does not have them', async () => {
      const view = await added(head, aPaper('/Lang (lost) '), 'a.pdf', await anotherCategory());
      await app.owner.query(`UPDATE attachments SET sha256 = decode(repeat('ab', 32), 'hex') WHERE id = $1`, [view.id]);
      const { status, body } = await content(head, view.id);
      expect(status).toBe(404);
      expect(body.code).toBe('attachment.lost');
    });

    it('are forgotten at night: of broken-off uploads after a day, of removed files after 30 days, of no others', async () => {
      const old = new Date(app.clock.now().getTime() - 3 * 24 * 60 * 60 * 1000);
      const stays = await added(head, aPaper('/Lang (stays) '), 'a.pdf', await anotherCategory());
      const removed = await added(head, aPaper('/Lang (removed) '), 'b.pdf', await anotherCategory());
      const long = await added(head, aPaper('/Lang (long) '), 'c.pdf', await anotherCategory());
      const abandoned = await added(head, aPaper('/Lang (abandoned) '), 'd.pdf', await anotherCategory());
      const fresh = await added(head, aPaper('/Lang (fresh) '), 'e.pdf', await anotherCategory());
      for (const one of [removed, long])
        await app.as(head).post(`/api/attachments/${one.id}/remove`).send({ reason: 'x' }).expect(200);
      await app.owner.query(`UPDATE attachments SET removed_at = removed_at - interval '31 days' WHERE id = $1`, [
        long.id,
      ]);
      const placeOf = async (id: string): Promise<string> => {
        const { rows } = await app.owner.query<{ sha: string }>(
          `SELECT encode(sha256, 'hex') AS sha FROM attachments WHERE id = $1`,
          [id],
        );
        return join(app.folder, 'files', school.id, rows[0]!.sha.slice(0, 2), rows[0]!.sha);
      };
      const places = new Map<string, string>();
      for (const one of [stays, removed, long, abandoned, fresh]) places.set(one.id, await placeOf(one.id));
      for (const one of [stays, removed, long, abandoned]) await utimes(places.get(one.id)!, old, old);
      await utimes(places.get(fresh.id)!, app.clock.now(), app.clock.now());
      // As after a crash between bytes and row.
      await app.owner.query(`DELETE FROM attachments WHERE id = ANY($1)`, [[abandoned.id, fresh.id]]);
      await app.nest.get(ForgottenBytes, { strict: false }).forget();
      const left = new Set((await bytesInStore()).map((path) => join(app.folder, 'files', path)));
      const lies = (one: AttachmentView): boolean => left.has(places.get(one.id)!);
      expect([stays, removed, long, abandoned, fresh].map(lies)).toEqual([true, true, false, false, true]);
    });
  });
});

/** Waits until something is so, however long that takes. */
async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((go) => setTimeout(go, 20));
}
