import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsDefined, IsInt, IsObject, Max, Min, ValidateIf } from 'class-validator';
import { LANGUAGES, LEDGER_FIELDS, LIMITS, type Language } from '@tongxin/shared';
import { BooleanField, ChoiceField, CursorField, LimitQuery } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import {
  ShownBoolean,
  ShownChoice,
  ShownId,
  ShownInstant,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownRecord,
  ShownText,
} from '../../platform/fields/shown.js';
import {
  IMPORT_KINDS,
  IMPORT_STATUSES,
  ROW_ACTIONS,
  ROW_STATUSES,
  type ImportKind,
  type RowAction,
  type RowStatus,
} from './import.states.js';

/** The last row a sheet can have. */
const LAST_SHEET_ROW = 1_048_576;

/** A text for each of some columns, by letter; which columns there are is asked where the ledger is known. */
function ByColumn(values: ApiPropertyOptions, { optional = false } = {}): PropertyDecorator {
  const described = { type: 'object', additionalProperties: values } as ApiPropertyOptions;
  return applyDecorators(
    optional ? ApiPropertyOptional(described) : ApiProperty(described),
    optional ? ValidateIf((_, value) => value !== undefined) : IsDefined(),
    IsObject({ context: { code: 'field.type' } }),
  );
}

/** Numbers of rows as the spreadsheet counts them. */
function SheetRowsField(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', isArray: true, maxItems: LIMITS.workbookRows, uniqueItems: true }),
    ValidateIf((_, value) => value !== undefined),
    IsArray(),
    ArrayMaxSize(LIMITS.workbookRows, { context: { params: { max: LIMITS.workbookRows } } }),
    ArrayUnique(),
    IsInt({ each: true }),
    Min(1, { each: true, context: { params: { min: 1 } } }),
    Max(LAST_SHEET_ROW, { each: true, context: { params: { max: LAST_SHEET_ROW } } }),
  );
}

export class ImportQuery {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class ImportListQuery extends ImportQuery {
  @ChoiceField(IMPORT_KINDS, { optional: true }) kind?: ImportKind;
}

export class UploadQuery {
  /** `roster`: all pupils of the school, with name and class alone; without it a ledger. */
  @ChoiceField(IMPORT_KINDS, { optional: true }) kind?: ImportKind;
}

export class ImportRowQuery extends ImportQuery {
  @ChoiceField(ROW_STATUSES, { optional: true }) status?: RowStatus;
}

export class DocumentQuery {
  @ChoiceField(LANGUAGES, { optional: true }) language?: Language;
}

export class TemplateQuery extends DocumentQuery {
  @ChoiceField(IMPORT_KINDS, { optional: true }) kind?: ImportKind;
}

export class MendImportRowRequest {
  @ByColumn({ type: 'string', maxLength: LIMITS.workbookCellMax }, { optional: true }) cells?: Record<string, unknown>;
  @ChoiceField(ROW_ACTIONS, { optional: true }) action?: RowAction;
}

export class AssignColumnsRequest {
  @ByColumn({ type: 'string', enum: [...LEDGER_FIELDS], nullable: true }) columns: Record<string, unknown>;
}

export class CommitImportRequest {
  @BooleanField({ optional: true }) createClasses?: boolean;
  @SheetRowsField() rows?: number[];
}

export class Uploader {
  @ShownId() id: string;
  @ShownText() name: string;
}

export class ImportProgressView {
  @ShownNumber() done: number;
  @ShownNumber() total: number;
}

export class ImportFailureView {
  @ShownText() code: string;
  @ShownRecord('any') params: Record<string, unknown>;
}

export class ImportCountsView {
  @ShownNumber() rows: number;
  @ShownNumber() ready: number;
  @ShownNumber() warnings: number;
  @ShownNumber() errors: number;
  @ShownNumber() duplicates: number;
  @ShownNumber() updates: number;
  @ShownNumber() awaitingClass: number;
  @ShownNumber() skipped: number;
}

export class ImportResultView {
  @ShownNumber() created: number;
  @ShownNumber() updated: number;
  @ShownNumber() skipped: number;
  @ShownNumber() classesCreated: number;
}

export class ImportColumnView {
  @ShownText() column: string;
  @ShownText() header: string;
  @ShownText({ nullable: true }) field: string | null;
  @ShownBoolean() remembered: boolean;
  /** Known, and nothing the school keeps: the sequence of signatures, the problems of our own workbook of bad rows. */
  @ShownBoolean() leftOut: boolean;
}

export class UnknownClassView {
  @ShownText() label: string;
  @ShownText() labelEn: string;
  @ShownText() grade: string;
  @ShownText() class: string;
  @ShownNumber() rows: number;
}

export class ImportView {
  @ShownId() id: string;
  @ShownChoice(IMPORT_KINDS) kind: ImportKind;
  @ShownChoice(IMPORT_STATUSES) status: string;
  @ShownNumber() version: number;
  @ShownInstant() createdAt: string;
  @ShownPart(() => Uploader) createdBy: Uploader;
  @ShownText() fileName: string;
  /** The rows can be read, mended and exported by whoever uploaded them only. */
  @ShownBoolean() mine: boolean;
  @ShownInstant() expiresAt: string;
  @ShownPart(() => ImportProgressView, { nullable: true }) progress: ImportProgressView | null;
  @ShownPart(() => ImportFailureView, { nullable: true }) failure: ImportFailureView | null;
  @ShownPart(() => ImportCountsView) counts: ImportCountsView;
  @ShownPart(() => ImportResultView, { nullable: true }) result: ImportResultView | null;
  @ShownParts(() => ImportColumnView) columns: ImportColumnView[];
  @ShownParts(() => UnknownClassView) unknownClasses: UnknownClassView[];
}

export class RowProblemView {
  @ShownText() column: string;
  @ShownText() code: string;
  @ShownRecord('any') params: Record<string, unknown>;
  @ShownChoice(['error', 'warning']) severity: string;
}

export class DifferenceView {
  @ShownText() field: string;
  @ShownText({ nullable: true }) here: string | null;
  @ShownText({ nullable: true }) there: string | null;
  @ShownText({ nullable: true, optional: true }) hereEn?: string | null;
  @ShownText({ nullable: true, optional: true }) thereEn?: string | null;
}

export class DuplicateOfView {
  @ShownNumber({ nullable: true }) sheetRow: number | null;
  @ShownId({ nullable: true }) studentId: string | null;
  @ShownParts(() => DifferenceView) differences: DifferenceView[];
}

export class ImportRowView {
  @ShownNumber() sheetRow: number;
  @ShownChoice(ROW_STATUSES) status: RowStatus;
  @ShownText({ nullable: true }) name: string | null;
  @ShownText({ nullable: true }) classLabel: string | null;
  @ShownText({ nullable: true }) classLabelEn: string | null;
  @ShownRecord('string') cells: Record<string, string>;
  @ShownParts(() => RowProblemView) problems: RowProblemView[];
  @ShownPart(() => DuplicateOfView, { nullable: true }) duplicateOf: DuplicateOfView | null;
  @ShownChoice(ROW_ACTIONS) action: RowAction;
}

/** A row after mending, with the version its import has now: the next change of the same person goes on from there. */
export class MendedRowView extends ImportRowView {
  @ShownNumber() version: number;
}

export class ImportPage extends pageOf(ImportView, 'ImportPage') {}
export class ImportRowPage extends pageOf(ImportRowView, 'ImportRowPage') {}
