import type { Day, EditStudentRequest, NumberChangeReason, SexCode, StudentView } from '@tongxin/shared';

/** The basics of a child as a form shows them, '' where nothing is known. A number stands there only when it is typed anew; the stored one is masked. */
export interface BasicsDraft {
  name: string;
  sex: SexCode;
  birthDate: Day;
  idNumber: string;
  studentNumber: string;
  /** A stored number is wrong and there is none to put in its place. */
  clearIdNumber: boolean;
  clearStudentNumber: boolean;
  /** Why a stored number is another now. */
  numberReason: NumberChangeReason;
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
    clearIdNumber: false,
    clearStudentNumber: false,
    numberReason: 'newNumber',
    classId: view.class?.id ?? '',
    movedOn: today,
  };
}

/** Whether a number that is on file becomes another, or none: then the form asks why. */
export function changesNumber(draft: BasicsDraft, view: StudentView): boolean {
  return (
    (view.idNumberMasked !== null && (draft.clearIdNumber || draft.idNumber.trim() !== '')) ||
    (view.studentNumberMasked !== null && (draft.clearStudentNumber || draft.studentNumber.trim() !== ''))
  );
}

/** Only what differs from the file as it was read, so that nobody else's change is overwritten by an old value. */
export function basicsChange(draft: BasicsDraft, view: StudentView): EditStudentRequest {
  const moved = draft.classId !== (view.class?.id ?? '');
  return {
    ...(draft.name.trim() === view.name ? {} : { name: draft.name.trim() }),
    ...(draft.sex === view.sex ? {} : { sex: draft.sex }),
    ...(draft.birthDate === (view.birthDate ?? '') ? {} : { birthDate: draft.birthDate || null }),
    ...numberChange('idNumber', draft.idNumber, draft.clearIdNumber),
    ...numberChange('studentNumber', draft.studentNumber, draft.clearStudentNumber),
    ...(changesNumber(draft, view) ? { numberReason: draft.numberReason } : {}),
    ...(moved ? { classId: draft.classId || null, movedOn: draft.movedOn } : {}),
  };
}

function numberChange(field: 'idNumber' | 'studentNumber', typed: string, clear: boolean): EditStudentRequest {
  if (clear) return { [field]: null };
  return typed.trim() === '' ? {} : { [field]: typed.trim() };
}
