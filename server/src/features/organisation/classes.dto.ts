import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min, ValidateIf } from 'class-validator';
import { LIMITS } from '@tongxin/shared';
import { CursorField, LimitQuery, NumberField, PartListField } from '../../platform/fields/fields.js';

/** So many classes are created with one press at most. */
export const CLASSES_AT_ONCE = 200;

export class ClassQuery {
  /** The school year the classes are named by, by the calendar year it begins in; without it the present one. */
  @ApiPropertyOptional({ type: 'integer', minimum: 2000, maximum: 2100 })
  @ValidateIf((_, value) => value !== undefined)
  @Type(() => Number)
  @IsInt()
  @Min(2000, { context: { params: { min: 2000 } } })
  @Max(2100, { context: { params: { max: 2100 } } })
  schoolYear?: number;
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class NewClass {
  /** 1–9 in the school year of the request. */
  @NumberField({ min: 1, max: 9 }) grade: number;
  @NumberField({ min: 1, max: LIMITS.classNumberMax }) number: number;
}

export class CreateClassesRequest {
  /** The calendar year the school year begins in that the grades are told for. */
  @NumberField({ min: 2000, max: 2100 }) schoolYear: number;
  @PartListField(() => NewClass, { max: CLASSES_AT_ONCE }) classes: NewClass[];
}

export class EditClassRequest {
  @NumberField({ min: 1, max: LIMITS.classNumberMax }) number: number;
}
