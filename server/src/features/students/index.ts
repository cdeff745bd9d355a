import { CareCategory, CareFile, CareFilePeriod, CareFileUrgency } from './care-file.entities.js';
import { ContactCard, ContactCardChange, ContactCardVerification, Guardian, Phone } from './contact-card.entities.js';
import { HouseholdMember } from './household.entities.js';
import { ClassMembership, Student, StudentChange, StudentKey } from './student.entities.js';

export const STUDENT_ENTITIES = [
  Student,
  StudentChange,
  ClassMembership,
  StudentKey,
  CareFile,
  CareFilePeriod,
  CareFileUrgency,
  CareCategory,
  ContactCard,
  ContactCardVerification,
  Guardian,
  Phone,
  ContactCardChange,
  HouseholdMember,
];
export { Student } from './student.entities.js';
export { Guardian } from './contact-card.entities.js';
export { GuardianCards } from './guardian-cards.service.js';
export { CareFilesService, restateUrgency } from './care-files.service.js';
export { UrgencyReviewView } from './care-files.dto.js';
export { StudentsModule } from './students.module.js';
export { KNOWN_ACT } from './access-log.service.js';
export { ChangeActor } from './contact-card.dto.js';
export { beginOf, olderThan, pageOfNewest } from './newest-first.js';
export { StudentAccess, reachValues, type VisibleStudent } from './student-access.js';
export { StudentWriter } from './student-writer.js';
export { draftOf, schoolIdentities } from './stored-drafts.js';
export type { GuardianDraft, PhoneDraft, StoredDraft, StudentDraft } from './student-draft.js';
export { searchKeysOf, sortKeyOf } from './name-keys.js';
export { StudentFiles, type FilePart } from './student-files.js';
export { StudentFileView } from './students.dto.js';
export { withCurrent } from './stale.js';
export { changeCard, loadCard, loadCards, renewKeys } from './card-store.js';
export type { Card, CardPerson, CardPhone } from './card.rules.js';
export { keepStudentHistory, studentChanges, type StudentFacts } from './student-changes.js';
export { writeStudent } from './student-writer.js';
export { filterOf } from './student-filter.js';
export { childrenByClass, countStudents, type StudentFilter } from './students.queries.js';
export { termBegan } from './contact-card.view.js';
export { ageToday } from './card.rules.js';
export { isCurrent, shownCategories } from './category.rules.js';
export type { CategorySpan } from './student.entities.js';
