import type { ContactCardView, GuardianView, Permission, StudentView } from '@tongxin/shared';

/** A made-up guardian; give what matters to the test. */
export function aGuardian(change: Partial<GuardianView> = {}): GuardianView {
  return {
    id: 'guardian-1',
    name: '林建业',
    relationship: 'father',
    kind: 'guardian',
    sex: 'male',
    birthDate: '1988-05-12',
    age: 38,
    phones: [{ id: 'phone-1', label: null, masked: '138****5678' }],
    address: null,
    worksAt: '东莞',
    awaySince: '2025-02-20',
    unableToCare: false,
    deceased: false,
    livesWithChild: false,
    callOrder: 1,
    entrustedNoticeOn: null,
    entrustedUntil: null,
    toGet: [],
    ...change,
  };
}

/** A made-up contact card with one guardian and one number. */
export function aCard(change: Partial<ContactCardView> = {}): ContactCardView {
  return {
    version: 3,
    address: '三组18号',
    village: '青石村',
    phones: [],
    verifiedOn: '2026-10-08',
    verifiedBy: '王静',
    verifiedByGuardian: false,
    stale: false,
    guardians: [aGuardian()],
    attempts: 0,
    lastAttemptOn: null,
    waiting: [],
    mayEdit: true,
    editsAtOnce: false,
    mayReveal: true,
    ...change,
  };
}

/** A made-up child as the head teacher of the class sees it. */
export function aFile(change: Partial<StudentView> = {}): StudentView {
  return {
    id: 'student-1',
    version: 2,
    name: '林小满',
    sex: 'female',
    birthDate: '2017-03-12',
    age: 9,
    class: { id: 'class-3-2', label: '三年级2班', labelEn: 'Grade 3, Class 2' },
    idNumberMasked: '3707***********4',
    studentNumberMasked: null,
    categories: [],
    needsLearningSupport: false,
    careFile: {
      id: 'file-1',
      status: 'open',
      openedOn: '2025-09-05',
      version: 1,
      remark: null,
      urgency: 'normal',
      reviewOn: null,
    },
    leftBehind: { education: true, civilAffairs: false },
    contactCard: aCard(),
    headTeachers: [],
    lastTalk: null,
    duties: [],
    may: [
      'student.view',
      'student.edit',
      'contactCard.view',
      'contactCard.propose',
      'contactCard.verify',
      'contactCard.history',
      'contactCard.reveal',
      'timeline.view',
      'talk.view',
      'talk.create',
      'accessLog.view',
    ] satisfies Permission[],
    ...change,
  };
}
