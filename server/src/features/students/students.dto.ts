import {
  CARE_FILE_STATUSES,
  CATEGORY_CODES,
  LIMITS,
  NUMBER_CHANGE_REASONS,
  SEX_CODES,
  URGENCY_LEVELS,
  type NumberChangeReason,
} from '@tongxin/shared';
import {
  BooleanQuery,
  ChoiceField,
  ChoiceListField,
  CursorField,
  DayField,
  IdField,
  LimitQuery,
  PartListField,
  TextField,
} from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownChoices,
  ShownDay,
  ShownId,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from '../../platform/fields/shown.js';
import { ClassName } from '../organisation/index.js';
import { CategoryView } from './categories.dto.js';
import { ContactCardView } from './contact-card.dto.js';

/** Spaces, dashes and dots are folded away by the check that follows, so that more may be typed than is kept. */
export const NAME_TYPED_MAX = 60;
export const NUMBER_TYPED_MAX = 40;

/** What a list can be narrowed by; nothing of it names a person, so that it may stand in a URL. */
export class StudentListQuery {
  @IdField({ optional: true }) classId?: string;
  @ChoiceListField(CATEGORY_CODES, { max: CATEGORY_CODES.length, optional: true }) categories?: string[];
  @ChoiceField([...CARE_FILE_STATUSES, 'any'], { optional: true }) status?: string;
  /** Only children for whom it is at least so urgent; for those who see how urgent it is. */
  @ChoiceField(['raised', 'high'], { optional: true }) urgency?: 'raised' | 'high';
  /** Only children whose contact card is to be checked again, or is not; for those who see the card. */
  @ChoiceField(['stale', 'fresh'], { optional: true }) card?: 'stale' | 'fresh';
  @BooleanQuery() withoutCareFile?: boolean;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
  @BooleanQuery() total?: boolean;
}

/** A search: characters of the name, full pinyin, initials, parts of them, or the last four digits of a phone. */
export class StudentSearchRequest extends StudentListQuery {
  @TextField({ min: 0, max: LIMITS.searchQueryMax, optional: true }) query?: string;
}

/** A child in a list; what the viewer may not know of it is null or empty. */
export class StudentListItem {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownChoice(SEX_CODES, { nullable: true }) sex: string | null;
  @ShownNumber({ nullable: true }) age: number | null;
  /** Month of birth, only where two of one name are in a class. */
  @ShownText({ nullable: true }) birthMonth: string | null;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
  @ShownChoices(CATEGORY_CODES) categories: string[];
  @ShownBoolean({ nullable: true }) needsLearningSupport: boolean | null;
  @ShownChoice(CARE_FILE_STATUSES, { nullable: true }) status: string | null;
  /** Only where it is more than usual, and the viewer sees how urgent it is. */
  @ShownChoice(['raised', 'high'], { nullable: true }) urgency: string | null;
  @ShownText({ nullable: true }) village: string | null;
}
export class StudentPage extends pageOf(StudentListItem, 'StudentPage') {}

export class StudentCareFile {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownChoice(CARE_FILE_STATUSES) status: string;
  @ShownDay() openedOn: string;
  @ShownText({ nullable: true }) remark: string | null;
  /** How urgent it is; null where the viewer is not to know. */
  @ShownChoice(URGENCY_LEVELS, { nullable: true }) urgency: string | null;
  /** When somebody looks again whether it still is. */
  @ShownDay({ nullable: true }) reviewOn: string | null;
}

/** The two official meanings of "left behind", which do not agree; both follow from who is away since when. */
export class LeftBehindView {
  @ShownBoolean() education: boolean;
  @ShownBoolean() civilAffairs: boolean;
}

export class StudentHead {
  @ShownId() id: string;
  @ShownText() name: string;
  @ShownBoolean() deputy: boolean;
}

/** The whole file of a child but for its records and duties; what the viewer may not know is null. */
export class StudentFileView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownText() name: string;
  @ShownChoice(SEX_CODES, { nullable: true }) sex: string | null;
  @ShownDay({ nullable: true }) birthDate: string | null;
  @ShownNumber({ nullable: true }) age: number | null;
  @ShownPart(() => ClassName, { nullable: true }) class: ClassName | null;
  @ShownText({ nullable: true }) idNumberMasked: string | null;
  @ShownText({ nullable: true }) studentNumberMasked: string | null;
  @ShownParts(() => CategoryView, { nullable: true }) categories: CategoryView[] | null;
  @ShownBoolean({ nullable: true }) needsLearningSupport: boolean | null;
  @ShownPart(() => StudentCareFile, { nullable: true }) careFile: StudentCareFile | null;
  @ShownPart(() => LeftBehindView, { nullable: true }) leftBehind: LeftBehindView | null;
  @ShownPart(() => ContactCardView, { nullable: true }) contactCard: ContactCardView | null;
  @ShownParts(() => StudentHead) headTeachers: StudentHead[];
  /** What the viewer may do with this child, by the names of the policy table. */
  @ShownTexts() may: string[];
}

export class NewCategory {
  @ChoiceField(CATEGORY_CODES) code: string;
  @DayField({ optional: true }) from?: string;
  @TextField({ max: LIMITS.categoryBasisMax, optional: true }) basis?: string;
}

export class CreateStudentRequest {
  @TextField({ max: NAME_TYPED_MAX }) name: string;
  @ChoiceField(SEX_CODES) sex: 'male' | 'female';
  @DayField({ optional: true }) birthDate?: string;
  @TextField({ max: NUMBER_TYPED_MAX, optional: true }) idNumber?: string;
  @TextField({ max: NUMBER_TYPED_MAX, optional: true }) studentNumber?: string;
  @IdField({ optional: true }) classId?: string;
  @PartListField(() => NewCategory, { max: LIMITS.categoriesPerStudent, optional: true }) categories?: NewCategory[];
  @TextField({ max: LIMITS.addressMax, optional: true }) address?: string;
  @TextField({ max: LIMITS.villageMax, optional: true }) village?: string;
}

export class EditStudentRequest {
  @TextField({ max: NAME_TYPED_MAX, optional: true }) name?: string;
  @ChoiceField(SEX_CODES, { optional: true }) sex?: 'male' | 'female';
  @DayField({ optional: true, nullable: true }) birthDate?: string | null;
  @TextField({ max: NUMBER_TYPED_MAX, optional: true, nullable: true }) idNumber?: string | null;
  @TextField({ max: NUMBER_TYPED_MAX, optional: true, nullable: true }) studentNumber?: string | null;
  /**
   * Why a number on file is another now: `newNumber`, and the child is still found by the old one, or `mistyped`, and it is not. Without it `newNumber`.
   */
  @ChoiceField(NUMBER_CHANGE_REASONS, { optional: true }) numberReason?: NumberChangeReason;
  @IdField({ optional: true, nullable: true }) classId?: string | null;
  @DayField({ optional: true }) movedOn?: string;
}
