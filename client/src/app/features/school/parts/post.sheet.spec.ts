import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { beSignedIn } from '../../../../test-session.js';
import { PostSheet, type PostSheetData } from './post.sheet.js';

interface Shown {
  fixture: ComponentFixture<PostSheet>;
  closed: number;
  server: HttpTestingController;
}

async function open(roles: ('office' | 'moralEducation')[], data: Partial<PostSheetData> = {}): Promise<Shown> {
  const shown = { closed: 0 } as Shown;
  TestBed.configureTestingModule({
    providers: [
      {
        provide: MAT_DIALOG_DATA,
        useValue: { classId: 'c-1', className: 'Grade 3, Class 2', role: 'headTeacher', held: false, ...data },
      },
      { provide: MatDialogRef, useValue: { close: () => (shown.closed += 1) } },
    ],
  });
  await beSignedIn({ roles, permissions: ['assignment.edit'] });
  shown.server = TestBed.inject(HttpTestingController);
  shown.fixture = TestBed.createComponent(PostSheet);
  await settled(shown);
  shown.server.expectOne('/api/staff?limit=100').flush({
    items: [
      { id: 's-1', name: '段海燕', roles: [] },
      { id: 'user-1', name: '王静', roles },
    ],
    nextCursor: null,
  });
  await settled(shown);
  return shown;
}

async function settled({ fixture }: Shown): Promise<void> {
  fixture.detectChanges();
  await new Promise((resolve) => setTimeout(resolve));
  fixture.detectChanges();
}

function send({ fixture }: Shown, staffId: string): void {
  const page = fixture.componentInstance as unknown as {
    form: { controls: { staffId: { setValue(id: string): void } } };
  };
  page.form.controls.staffId.setValue(staffId);
  (fixture.nativeElement as HTMLElement).querySelector('form')!.dispatchEvent(new Event('submit'));
}

const words = ({ fixture }: Shown): string => (fixture.nativeElement as HTMLElement).textContent ?? '';

describe('giving somebody a class', () => {
  it('counts at once where the department does it, and the present head hands over', async () => {
    const shown = await open(['moralEducation'], { held: true });
    expect(words(shown)).not.toContain('has to agree');
    send(shown, 's-1');
    const request = shown.server.expectOne('/api/assignments');
    expect(request.request.body).toEqual({
      classId: 'c-1',
      staffId: 's-1',
      role: 'headTeacher',
      from: '2026-11-23',
      replace: true,
    });
    request.flush({ assignment: { id: 'a-1' }, proposalId: null });
    await settled(shown);
    expect(TestBed.inject(UndoBar).notice()?.text).toContain('it counts');
    expect(shown.closed).toBe(1);
  });

  it('waits for the department where the office asks', async () => {
    const shown = await open(['office']);
    expect(words(shown)).toContain('has to agree');
    send(shown, 's-1');
    shown.server.expectOne('/api/assignments').flush({ assignment: null, proposalId: 'p-1' });
    await settled(shown);
    expect(TestBed.inject(UndoBar).notice()?.text).toContain('waits for the department');
  });

  it('says at the field who is in the way, and keeps what was typed', async () => {
    const shown = await open(['moralEducation']);
    send(shown, 's-1');
    shown.server.expectOne('/api/assignments').flush(
      {
        status: 400,
        code: 'request.invalid',
        errors: [{ pointer: '/from', code: 'assignment.overlaps', params: {} }],
      },
      { status: 400, statusText: 'Bad Request' },
    );
    await settled(shown);
    expect(words(shown)).toContain('The class has somebody in this post on these days.');
    expect(shown.closed).toBe(0);
  });

  it('asks for the subject of a subject teacher before anything is sent', async () => {
    const shown = await open(['moralEducation'], { role: 'subjectTeacher' });
    send(shown, 's-1');
    shown.server.expectNone('/api/assignments');
  });
});
