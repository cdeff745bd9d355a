import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { Permission, SessionView } from '@tongxin/shared';
import { Texts } from './app/core/language/texts.js';
import { Session } from './app/core/session/session.js';

/** A made-up head teacher on 23 November 2026; give what matters to the test. */
export function aSession(change: Partial<SessionView> = {}): SessionView {
  const headed = { id: 'class-3-2', label: '三年级2班', labelEn: 'Grade 3, Class 2' };
  return {
    user: { id: 'user-1', name: '王静', username: 'head-3-2' },
    roles: ['headTeacher'],
    school: { id: 'school-1', name: '青石小学', kind: 'school', timeZone: 'Asia/Shanghai' },
    permissions: ['today.view', 'talk.view', 'talk.create', 'student.list', 'student.view'] satisfies Permission[],
    term: { schoolYear: '2026–2027学年', ordinal: 1, from: '2026-09-01', to: '2027-01-22' },
    today: '2026-11-23',
    headedClasses: [headed],
    demo: false,
    noticeAccepted: true,
    secondFactor: false,
    secondFactorRequired: false,
    ...change,
  };
}

/** Signs somebody in, with the texts in English. */
export async function beSignedIn(change: Partial<SessionView> = {}): Promise<SessionView> {
  await TestBed.inject(Texts).choose('en');
  const view = aSession(change);
  const loading = TestBed.inject(Session).load();
  TestBed.inject(HttpTestingController).expectOne({ method: 'GET', url: '/api/session' }).flush(view);
  await loading;
  return view;
}
