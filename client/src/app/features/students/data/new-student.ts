import { checkIdNumber, type CategoryCode, type CreateStudentRequest, type SexCode } from '@tongxin/shared';

/** What stands in the form for a new child; '' where nothing was typed. */
export interface NewStudentDraft {
  name: string;
  sex: SexCode | '';
  birthDate: string;
  idNumber: string;
  classId: string;
  categories: CategoryCode[];
  studentNumber: string;
  village: string;
  address: string;
}

export const BLANK_STUDENT: NewStudentDraft = {
  name: '',
  sex: '',
  birthDate: '',
  idNumber: '',
  classId: '',
  categories: [],
  studentNumber: '',
  village: '',
  address: '',
};

/** What an ID number says about its owner, for the fields nobody has filled in yet. */
export function toldByIdNumber(draft: NewStudentDraft): Partial<NewStudentDraft> {
  const checked = checkIdNumber(draft.idNumber);
  if (!checked.ok) return {};
  return {
    ...(draft.birthDate === '' ? { birthDate: checked.value.birthDate } : {}),
    ...(draft.sex === '' ? { sex: checked.value.sex } : {}),
  };
}

/** The request; what was left empty is left out. */
export function requestOf(draft: NewStudentDraft): CreateStudentRequest {
  const given = <Field extends keyof NewStudentDraft>(field: Field, value: string) =>
    value.trim() === '' ? {} : { [field]: value.trim() };
  return {
    name: draft.name.trim(),
    sex: draft.sex === 'male' ? 'male' : 'female',
    ...given('birthDate', draft.birthDate),
    ...given('idNumber', draft.idNumber),
    ...given('studentNumber', draft.studentNumber),
    ...given('classId', draft.classId),
    ...given('village', draft.village),
    ...given('address', draft.address),
    ...(draft.categories.length === 0 ? {} : { categories: draft.categories.map((code) => ({ code })) }),
  };
}
