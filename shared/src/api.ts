/** Wire shapes of /api, first written by hand, replaced by the types generated from the OpenAPI document under the same names. */
export type Uuid = string;
export type Day = string; // YYYY-MM-DD
export type Instant = string; // RFC 3339

export interface Problem { type: string; title: string; status: number; code: string; instance: string; errors?: FieldProblem[]; currentVersion?: number; current?: unknown }
export interface FieldProblem { pointer: string; code: string; params: Record<string, unknown> }

/* ---- session, me ---- */
export interface SignInRequest { username: string; password: string }
export interface SessionView {
  user: { id: Uuid; name: string; username: string };
  roles: string[];
  school: { id: Uuid; name: string; kind: 'school' | 'bureau'; timeZone: string };
  permissions: string[];            // 'student.view', 'talk.create', … the permissions of the policy table this person has in some scope
  term: { schoolYear: string; ordinal: 1 | 2; from: Day; to: Day } | null;
  today: Day;                       // in the school's time zone
  headedClasses: ClassName[];       // head teacher or deputy of, today
  demo: boolean;
}
export interface ChangePasswordRequest { currentPassword: string; newPassword: string }  // POST /api/session/password → 204; other sessions end
export interface DemoView { demo: boolean; password: string | null; accounts: { username: string; name: string; role: string; school: string; classLabel: string | null }[] } // GET /api/demo (public)
export interface ClassName { id: Uuid; label: string; labelEn: string }

/* ---- organisation ---- */
export interface ClassView { id: Uuid; label: string; labelEn: string; stage: 'primary' | 'junior'; entryYear: number; number: number; grade: number | null; headTeachers: { id: Uuid; name: string; deputy: boolean }[] }
export interface TermView { id: Uuid; schoolYear: string; ordinal: 1 | 2; from: Day; to: Day; holidays: { from: Day; to: Day; name: string; kind: 'holiday' | 'workday' }[] }
export interface StaffView { id: Uuid; name: string; roles: string[] }
export interface Page<T> { items: T[]; nextCursor: string | null; total?: number; totalCapped?: boolean }

/* ---- students ---- */
export interface StudentSearchRequest { query?: string; classId?: Uuid; categories?: string[]; status?: 'open' | 'paused' | 'closed' | 'transferred' | 'any'; withoutCareFile?: boolean; limit?: number; cursor?: string; total?: boolean }
export interface StudentListItem {
  id: Uuid; name: string; sex: 'male' | 'female'; age: number | null; birthMonth: string | null; // 'YYYY-MM', shown to tell two of one name in a class apart
  class: ClassName | null; categories: string[]; needsLearningSupport: boolean; status: string | null; village: string | null;
}
export interface CategoryView { id: Uuid; version: number; code: string; from: Day; to: Day | null; basis: string | null }
export interface PhoneView { id: Uuid; label: string | null; masked: string }
export interface GuardianView {
  id: Uuid; version?: number; name: string; relationship: string; kind: 'guardian' | 'entrusted'; sex: string | null; birthDate: Day | null; age: number | null;
  phones: PhoneView[]; address: string | null; worksAt: string | null; awaySince: Day | null; unableToCare: boolean; deceased: boolean; livesWithChild: boolean | null; callOrder: number;
}
export interface ContactCardView {
  version: number; address: string | null; village: string | null; phones: PhoneView[]; verifiedOn: Day | null; verifiedBy: string | null; stale: boolean; guardians: GuardianView[];
  mayEdit: boolean; mayReveal: boolean;
}
export interface StudentView {
  id: Uuid; version: number; name: string; sex: 'male' | 'female'; birthDate: Day | null; age: number | null; class: ClassName | null;
  idNumberMasked: string | null; studentNumberMasked: string | null;
  categories: CategoryView[] | null; needsLearningSupport: boolean;
  careFile: { id: Uuid; status: string; openedOn: Day; version: number; remark: string | null } | null;
  leftBehind: { education: boolean; civilAffairs: boolean } | null;
  contactCard: ContactCardView | null;
  headTeachers: { id: Uuid; name: string; deputy: boolean }[];
  lastTalk: { id: Uuid; heldOn: Day; by: string } | null;
  duties: DutyView[];
  may: string[]; // permissions on this child: 'student.edit', 'contactCard.edit', 'talk.create', …
}
export interface CreateStudentRequest { name: string; sex: 'male' | 'female'; birthDate?: Day; idNumber?: string; studentNumber?: string; classId?: Uuid; categories?: { code: string; from?: Day; basis?: string }[]; address?: string; village?: string }
export interface EditStudentRequest { name?: string; sex?: 'male' | 'female'; birthDate?: Day | null; idNumber?: string | null; studentNumber?: string | null; classId?: Uuid | null; movedOn?: Day } // PATCH /api/students/{id}, If-Match
export interface ChangeCareFileRequest { status: 'open' | 'paused' | 'closed'; on?: Day; reason: string } // PATCH /api/students/{id}/care-file, If-Match
export interface AddCategoryRequest { code: string; from: Day; basis?: string }            // POST /api/students/{id}/categories
export interface EndCategoryRequest { to: Day; reason: string }                              // PATCH /api/students/{id}/categories/{categoryId}
export interface EditContactCardRequest { // PUT /api/students/{id}/contact-card, If-Match: the whole card; persons and phones with an id are kept, without are new, left out are removed (history keeps them)
  address: string | null; village: string | null;
  phones: { id?: Uuid; label?: string | null; number?: string }[];   // number absent = unchanged (it was masked)
  guardians: {
    id?: Uuid; name: string; relationship: string; kind: 'guardian' | 'entrusted'; sex?: 'male' | 'female' | null; birthDate?: Day | null; age?: number | null; address?: string | null; worksAt?: string | null;
    awaySince?: Day | null; unableToCare?: boolean; deceased?: boolean; livesWithChild?: boolean | null; phones: { id?: Uuid; label?: string | null; number?: string }[];
  }[]; // order of the list = order to call
  reason: string;
  source?: 'guardian' | 'homeVisit' | 'phoneCall' | 'document' | 'other';
}
export interface ContactCardChangeView { id: Uuid; at: Instant; by: { id: Uuid; name: string }; field: string; person: string | null; before: string | null; after: string | null; source: string | null; reason: string | null } // GET …/contact-card/changes (masked phones)
export interface VerifyContactCardRequest { on?: Day; reached?: boolean }                     // POST …/contact-card/verify, If-Match → ContactCardView
export interface RevealRequest { what: 'phone' | 'idNumber' | 'studentNumber' | 'address'; id?: Uuid; reason: 'call' | 'verify' | 'form' | 'emergency' | 'other'; note?: string } // POST …/contact-card/reveal
export interface RevealView { value: string }
export interface AccessLogItem { at: Instant; actor: { id: Uuid; name: string }; act: string; reason?: string | null } // GET /api/students/{id}/access-log

/* ---- talks, timeline ---- */
export interface FollowUp { on: Day; text: string }
export interface RecordTalkRequest { id?: Uuid; studentIds: Uuid[]; heldOn: Day; place?: string; mode?: string; topics?: string[]; mood?: string; concern?: 'none' | 'watch' | 'urgent'; summary?: string; reached?: boolean; guardianTold?: boolean; followUp?: FollowUp }
export interface TalkView {
  id: Uuid; entryId: Uuid; studentId: Uuid; student: { id: Uuid; name: string; class: ClassName | null }; author: { id: Uuid; name: string }; heldOn: Day; typedAt: Instant; version: number;
  reached: boolean; place: string | null; mode: string | null; voided: { at: Instant; by: string; reason: string; } | null;
  // the words and judgements: absent for those who only see that and when
  topics?: string[]; mood?: string | null; concern?: 'none' | 'watch' | 'urgent'; summary?: string | null; guardianTold?: boolean; followUp?: FollowUp | null;
  concernTaken?: { at: Instant; by: string } | null;
  addenda?: { id: Uuid; at: Instant; by: string; text: string }[];
  mayEdit: boolean; mayVoid: boolean; mayAddend: boolean; editableUntil: Instant;
}
export interface EditTalkRequest { heldOn?: Day; place?: string | null; mode?: string | null; topics?: string[]; mood?: string | null; concern?: 'none' | 'watch' | 'urgent'; summary?: string | null; reached?: boolean; guardianTold?: boolean; followUp?: FollowUp | null } // PATCH /api/talks/{id}, If-Match
export interface AddAddendumRequest { id?: Uuid; text: string }            // POST /api/talks/{id}/addenda → 201 TalkView
export interface VoidTalkRequest { reason: 'mistyped' | 'wrongChild' | 'duplicate' | 'other'; text?: string } // POST /api/talks/{id}/void, If-Match → TalkView
export interface TimelineItem { id: Uuid; kind: string; heldOn: Day; by: { id: Uuid; name: string }; reached: boolean; voided: boolean; late?: boolean; talk?: TalkView } // GET /api/students/{id}/timeline → Page
export interface UrgentConcernView { talkId: Uuid; student: { id: Uuid; name: string; class: ClassName | null }; heldOn: Day; by: { id: Uuid; name: string }; summary: string | null; version: number } // GET /api/urgent-concerns → Page ; POST /api/urgent-concerns/{talkId}/take → 204

/* ---- duties ---- */
export interface DutyView {
  student: { id: Uuid; name: string; class: ClassName | null }; standard: { code: string; title: string }; window: { from: Day; to: Day };
  status: 'due' | 'done' | 'late' | 'overdue' | 'exempt'; exemptReason: string | null; lastOn: Day | null; neverCaredFor: boolean; lastTopics?: string[]; assignee: { id: Uuid; name: string } | null;
}
export interface DutySummary {
  month: string; byStandard: { code: string; expected: number; done: number; overdue: number; due: number; exempt: number }[];
  byClass: { class: ClassName | null; headTeacher: string | null; expected: number; done: number; overdue: number; due: number }[];
  neverCaredFor: number; trend: { month: string; expected: number; done: number }[];
  cards: { fresh: number; stale: number };
}
// GET /api/duties?month&status&standard&classId&neverCaredFor&limit&cursor&total ; GET /api/duties/summary?month
export interface CareStandardView { id: Uuid; code: string; title: string; who: string; whom: string; every: 'month' | 'term'; categories: string[] | null; asksInHolidays: boolean; from: Day; to: Day | null; version: number }

/* ---- today ---- */
export interface TodayView { // GET /api/today
  month: string; ring: { done: number; expected: number } | null; // talks this month of the classes I head
  urgent: UrgentConcernView[];                                  // department only
  due: DutyView[];                                              // one per child, worst state first, at most 50
  dueTotal: number;
  followUps: { talkId: Uuid; student: { id: Uuid; name: string; class: ClassName | null }; on: Day; text: string; version: number }[]; // POST /api/talks/{id}/follow-up/done
}

/* ---- imports ---- */
export interface ImportView {
  id: Uuid; status: 'checking' | 'checked' | 'committing' | 'committed' | 'failed' | 'cancelled' | 'expired'; version: number; createdAt: Instant; createdBy: { id: Uuid; name: string }; fileName: string;
  mine: boolean; expiresAt: Instant; // rows, documents and steps belong to whoever uploaded; of others only what is committed is there
  progress: { done: number; total: number } | null; failure: { code: string; params: Record<string, unknown> } | null;
  counts: {
    rows: number; ready: number; warnings: number; errors: number; duplicates: number;
    updates: number;       // of the duplicates: set to update
    awaitingClass: number; // of the errors: nothing wrong but a class that the school does not have; good once the classes are created
    skipped: number;       // of the rows that could be imported: set to skip
  };
  result: { created: number; updated: number; skipped: number; classesCreated: number } | null;
  columns: { column: string; header: string; field: string | null; remembered: boolean; leftOut: boolean }[];   // what each header was taken for; left out: known, and nothing the school keeps
  unknownClasses: { label: string; labelEn: string; grade: string; class: string; rows: number }[];
}
export interface ImportRowView {
  sheetRow: number; status: 'ready' | 'warning' | 'error' | 'duplicate'; name: string | null; classLabel: string | null; classLabelEn: string | null; cells: Record<string, string>; // by column letter, as typed
  problems: { column: string; code: string; params: Record<string, unknown>; severity: 'error' | 'warning' }[];
  duplicateOf: { sheetRow: number | null; studentId: Uuid | null; differences: { field: string; here: string | null; there: string | null; hereEn?: string | null; thereEn?: string | null }[] } | null; action: 'create' | 'update' | 'skip';
}
export interface MendedRowView extends ImportRowView { version: number } // of the import
export interface MendImportRowRequest { cells?: Record<string, string>; action?: 'create' | 'update' | 'skip' } // PATCH /api/imports/{id}/rows/{sheetRow}, If-Match: version of the import → MendedRowView (checked again)
export interface CommitImportRequest { createClasses?: boolean; rows?: number[] }
export interface AssignColumnsRequest { columns: Record<string, string | null> } // PUT /api/imports/{id}/columns, column letter → field; remembered for the school; checks again
// GET /api/imports → Page<ImportView> ; POST /api/imports (multipart "file") → 201 ; POST /api/imports/{id}/cancel → 200 ImportView ; GET …/errors.xlsx?language= ; GET /api/imports/template.xlsx?language=
