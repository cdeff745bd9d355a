/**
 * The longest texts (in characters as people count them), the largest numbers and the largest uploads, for forms, requests and columns alike.
 * Sizes of uploads are bytes.
 */
export const LIMITS = {
  nameMin: 2,
  nameMax: 25,
  usernameMin: 3,
  usernameMax: 40,
  passwordMin: 10,
  passwordMax: 128,
  secondFactorMax: 40,
  addressMax: 200,
  villageMax: 60,
  worksAtMax: 100,
  phoneMax: 20,
  staffListRows: 500,
  rolesPerPerson: 8,
  phoneLabelMax: 20,
  phonesPerPerson: 5,
  guardiansPerCard: 10,
  householdMax: 8,
  categoriesPerStudent: 13,
  categoryBasisMax: 500,
  careFileRemarkMax: 1000,
  handoverNoteMax: 1000,
  urgencyReasonMax: 300,
  urgencyReviewDays: 200,
  receivingSchoolMax: 60,
  changeReasonMax: 300,
  revealNoteMax: 300,
  talkSummaryMax: 2000,
  talkAddendumMax: 2000,
  talkStudentsMax: 20,
  talkFollowUpMax: 500,
  talkVoidTextMax: 300,
  searchQueryMax: 60,
  schoolNameMax: 60,
  classNumberMax: 99,
  termNameMax: 60,
  holidayNameMax: 40,
  standardTitleMax: 120,
  pageDefault: 25,
  pageMax: 100,
  idempotencyKeyMax: 200,
  requestBodyBytes: 256 * 1024,
  fileNameMax: 200,
  attachmentBytes: 10 * 1024 * 1024,
  attachmentsPerSubject: 20,
  /** Pixels of a picture that is uploaded; phones make up to 50 million. */
  attachmentImagePixels: 64_000_000,
  /** Pixels of the longer edge of a picture that is kept. */
  attachmentImageEdge: 2560,
  attachmentReasonMax: 300,
  workbookBytes: 10 * 1024 * 1024,
  workbookUncompressedBytes: 200 * 1024 * 1024,
  workbookRows: 20_000,
  workbookColumns: 100,
  workbookCellMax: 2000,
  ageMax: 120,
  talkEditDays: 7,
  importDays: 30,
} as const;

/** The length of a text as people count it: a rare character beyond the basic plane is one, not two. */
export function lengthOf(text: string): number {
  return [...text].length;
}
