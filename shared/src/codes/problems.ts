/**
 * Every problem code of the product, stable: the server sends codes, the client has a sentence for each in both languages.
 * `noun.fault`; a code never changes its meaning and is never used again for something else.
 */
export const PROBLEM_CODES = [
  // requests as such
  'request.malformed',
  'request.invalid',
  'request.tooLarge',
  'request.mediaType',
  'request.notFound',
  'request.notAllowed',
  'request.crossOrigin',
  'request.tooMany',
  'request.keyReused',
  'request.keyInvalid',
  'request.cursorInvalid',
  'filter.notOffered',
  'version.missing',
  'version.invalid',
  'version.stale',
  'id.taken',

  // what waits for a second person
  'proposal.own',
  'proposal.decided',
  'proposal.overtaken',

  'service.unavailable',
  'internal',

  // the school and its years
  'term.overlaps',
  'term.exists',
  'class.taken',
  'rollover.done',
  'rollover.wrongYear',
  'rollover.tooEarly',
  'rollover.notGraduating',
  'rollover.undone',
  'rollover.undoOver',
  'rollover.filesChanged',
  'rollover.classesInUse',
  'rollover.termsChanged',
  'rollover.assignmentsChanged',

  // fields of any request
  'field.required',
  'field.unknown',
  'field.type',
  'field.choice',
  'field.tooShort',
  'field.tooLong',
  'field.tooSmall',
  'field.tooLarge',
  'field.tooMany',
  'field.tooFew',
  'field.repeated',
  'field.controlCharacter',
  'id.invalid',

  // signing in
  'session.required',
  'session.refused',
  'session.tooManyAttempts',
  'session.ended',
  'session.secondFactorNeeded',
  'session.secondFactorWrong',
  'secondFactor.required',
  'secondFactor.on',
  'secondFactor.off',
  'secondFactor.notBegun',
  'notice.notAccepted',
  'password.wrong',
  'password.tooShort',
  'password.same',
  'password.containsName',

  // accounts and posts
  'username.invalid',
  'username.taken',
  'username.repeated',
  'code.refused',
  'code.expired',
  'code.used',
  'code.revoked',
  'user.self',
  'user.unknown',
  'user.disabled',
  'user.wideRole',
  'user.lastAdministrator',
  'grant.self',
  'grant.overlaps',
  'grant.proposed',
  'grant.past',
  'grant.ended',
  'grant.over',
  'role.unknown',
  'role.ofClass',
  'staff.inSchool',

  // people
  'name.missing',
  'name.length',
  'name.formula',
  'name.digits',
  'name.characters',
  'sex.unknown',
  'sex.missing',
  'sex.differsFromIdNumber',
  'birthDate.differsFromIdNumber',
  'birthDate.future',
  'birthDate.tooEarly',
  'idNumber.length',
  'idNumber.characters',
  'idNumber.oldForm',
  'idNumber.birthDate',
  'idNumber.checkCharacter',
  'idNumber.damaged',
  'idNumber.taken',
  'studentNumber.invalid',
  'studentNumber.birthDate',
  'studentNumber.checkCharacter',
  'studentNumber.damaged',
  'studentNumber.differsFromIdNumber',
  'studentNumber.taken',
  'phone.invalid',
  'phone.areaCodeMissing',
  'phone.damaged',
  'phone.tooMany',
  'phone.unknown',
  'phone.repeated',
  'date.invalid',
  'date.dayMissing',
  'date.damaged',
  'date.future',
  'date.order',
  'age.invalid',
  'text.formula',

  // classes and categories
  'class.missing',
  'class.invalid',
  'class.ambiguous',
  'class.unknown',
  'class.graduated',
  'category.missing',
  'category.unknown',
  'category.open',
  'category.ended',

  // care file and contact card
  'careFile.wrongStep',
  'careFile.missing',
  'careFile.notOpen',
  'relationship.unknown',
  'relationship.missing',
  'guardian.missing',
  'guardian.orphanWithParent',
  'guardian.entrustedUnderAge',
  'guardian.repeated',
  'guardian.unknown',
  'reveal.nothing',

  // talks
  'talk.future',
  'talk.beforeBirth',
  'talk.editTimeOver',
  'talk.voided',
  'talk.notUrgent',
  'followUp.beforeTalk',
  'followUp.missing',
  'record.exists',
  'concern.taken',

  'month.invalid',

  // files that hang on a record
  'attachment.empty',
  'attachment.kind',
  'attachment.oldFormat',
  'attachment.heic',
  'attachment.macros',
  'attachment.encrypted',
  'attachment.active',
  'attachment.disguised',
  'attachment.broken',
  'attachment.tooLarge',
  'attachment.tooManyPixels',
  'attachment.unpacksTooLarge',
  'attachment.tooMany',
  'attachment.removed',
  'attachment.lost',

  // import: the file, its header, its rows
  'workbook.notAWorkbook',
  'workbook.oldFormat',
  'workbook.macros',
  'workbook.encrypted',
  'workbook.damaged',
  'workbook.tooLarge',
  'workbook.tooManyRows',
  'workbook.tooManyColumns',
  'workbook.empty',
  'header.missing',
  'header.fieldMissing',
  'header.fieldTwice',
  'header.fieldUnknown',
  'row.duplicateInFile',
  'row.duplicateInSchool',
  'row.keysDisagree',
  'cell.error',
  'import.wrongStep',
  'import.expired',
  'import.interrupted',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** What a check answers: the value in its one good form, or the code of the problem. Params never hold what was typed. */
export type Checked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ProblemCode; readonly params?: Readonly<Record<string, string | number>> };

/** The good outcome of a check. */
export function good<Value>(value: Value): Checked<Value> {
  return { ok: true, value };
}

/** The bad outcome of a check. */
export function bad(problem: ProblemCode, params?: Readonly<Record<string, string | number>>): Checked<never> {
  return params ? { ok: false, problem, params } : { ok: false, problem };
}
