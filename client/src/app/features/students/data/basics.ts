import type { Day, EditStudentRequest, SexCode, StudentView } from '@tongxin/shared';

/** The basics of a child as a form shows them, '' where nothing is known. A number stands there only when it is typed anew; the stored one is masked. */
export interface BasicsDraft {
  name: string;
  sex: SexCode;
  birthDate: Day;
  idNumber: string;
  studentNumber: string;
  classId: string;
  /** The first day in another class. */
  movedOn: Day;
}

export function basicsOf(view: StudentView, today: Day): BasicsDraft {
  return {
    name: view.name,
    // Who may change the basics sees them.
    sex: view.sex as SexCode,
    birthDate: view.birthDate ?? '',
    idNumber: '',
    studentNumber: '',
    classId: view.class?.id ?? '',
    movedOn: today,
  };
}

/** Only what differs from the file as it was read, so that nobody else's change is overwritten by an old value. */
export function basicsChange(draft: BasicsDraft, view: StudentView): EditStudentRequest {
  const moved = draft.classId !== (view.class?.id ?? '');
  return {
    ...(draft.name.trim() === view.name ? {} : { name: draft.name.trim() }),
    ...(draft.sex === view.sex ? {} : { sex: draft.sex }),
    ...(draft.birthDate === (view.birthDate ?? '') ? {} : { birthDate: draft.birthDate || null }),
    ...(draft.idNumber.trim() === '' ? {} : { idNumber: draft.idNumber.trim() }),
    ...(draft.studentNumber.trim() === '' ? {} : { studentNumber: draft.studentNumber.trim() }),
    ...(moved ? { classId: draft.classId || null, movedOn: draft.movedOn } : {}),
  };
}
