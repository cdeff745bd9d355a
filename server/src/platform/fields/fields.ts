import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/** How a field may be left away: not at all, left out, or said to be nothing (`null` clears the stored value). */
interface Presence {
  optional?: boolean;
  nullable?: boolean;
}

function presence({ optional, nullable }: Presence): PropertyDecorator {
  if (optional && nullable) return IsOptional();
  if (optional) return ValidateIf((_, value) => value !== undefined);
  if (nullable) return ValidateIf((_, value) => value !== null);
  return IsDefined();
}

function described(options: ApiPropertyOptions, { optional, nullable }: Presence): PropertyDecorator {
  const all = { ...options, ...(nullable ? { nullable: true } : {}) };
  return optional ? ApiPropertyOptional(all) : ApiProperty(all);
}

/** A text of `min` (default 1) to `max` characters; spaces around it are dropped, control characters other than line breaks refused. */
export function TextField({ max, min = 1, ...rest }: { max: number; min?: number } & Presence): PropertyDecorator {
  return applyDecorators(
    described({ type: String, minLength: min, maxLength: max }, rest),
    presence(rest),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.normalize('NFC').trim() : value)),
    IsString(),
    MinLength(min, { context: min === 1 ? { code: 'field.required' } : { params: { min } } }),
    MaxLength(max, { context: { params: { max } } }),
    HasNoControlCharacters(),
  );
}

/** A list of texts, each as by {@link TextField}; of equal ones each is kept. */
export function TextListField({
  max,
  textMax,
  ...rest
}: { max: number; textMax: number } & Presence): PropertyDecorator {
  return applyDecorators(
    described({ type: String, isArray: true, maxItems: max }, rest),
    presence(rest),
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value)
        ? value.map((one: unknown) => (typeof one === 'string' ? one.normalize('NFC').trim() : one))
        : value,
    ),
    IsArray(),
    ArrayMaxSize(max, { context: { params: { max } } }),
    IsString({ each: true }),
    MinLength(1, { each: true, context: { code: 'field.required' } }),
    MaxLength(textMax, { each: true, context: { params: { max: textMax } } }),
    AllReadable(),
  );
}

/** A secret exactly as typed: neither trimmed nor folded. */
export function SecretField({ max, ...rest }: { max: number } & Presence): PropertyDecorator {
  return applyDecorators(
    described({ type: String, maxLength: max, format: 'password' }, rest),
    presence(rest),
    IsString(),
    MinLength(1, { context: { code: 'field.required' } }),
    MaxLength(max, { context: { params: { max } } }),
  );
}

/** A UUID of any version. */
export function IdField(rest: Presence = {}): PropertyDecorator {
  return applyDecorators(described({ type: String, format: 'uuid' }, rest), presence(rest), IsUUID('all'));
}

/** A list of different UUIDs. */
export function IdListField({ max, min = 1, ...rest }: { max: number; min?: number } & Presence): PropertyDecorator {
  return applyDecorators(
    described({ type: String, format: 'uuid', isArray: true, minItems: min, maxItems: max, uniqueItems: true }, rest),
    presence(rest),
    IsArray(),
    ArrayMinSize(min, { context: { params: { min } } }),
    ArrayMaxSize(max, { context: { params: { max } } }),
    ArrayUnique(),
    IsUUID('all', { each: true }),
  );
}

/** A day of care, `YYYY-MM-DD`, that exists in the calendar. */
export function DayField(rest: Presence = {}): PropertyDecorator {
  return applyDecorators(described({ type: String, format: 'date' }, rest), presence(rest), IsDay());
}

/** A month, `YYYY-MM`. */
export function MonthField(rest: Presence = {}): PropertyDecorator {
  return applyDecorators(
    described({ type: String, pattern: '^\\d{4}-(0[1-9]|1[0-2])$' }, rest),
    presence(rest),
    IsMonth(),
  );
}

/** One of a closed set of codes. */
export function ChoiceField(choices: readonly string[], rest: Presence = {}): PropertyDecorator {
  return applyDecorators(
    described({ type: String, enum: [...choices] }, rest),
    presence(rest),
    IsIn(choices, { context: { params: { choices } } }),
  );
}

/** A list of different codes out of a closed set. */
export function ChoiceListField(
  choices: readonly string[],
  { max, ...rest }: { max: number } & Presence,
): PropertyDecorator {
  return applyDecorators(
    described({ type: String, enum: [...choices], isArray: true, maxItems: max }, rest),
    presence(rest),
    // `?categories=orphan` in a query is a list of one.
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? [value] : value)),
    IsArray(),
    ArrayMaxSize(max, { context: { params: { max } } }),
    ArrayUnique(),
    IsIn(choices, { each: true, context: { params: { choices } } }),
  );
}

export function BooleanField(rest: Presence = {}): PropertyDecorator {
  return applyDecorators(described({ type: Boolean }, rest), presence(rest), IsBoolean());
}

/** `?total=true` in a query, as a boolean. */
export function BooleanQuery(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: Boolean }),
    ValidateIf((_, value) => value !== undefined),
    Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value)),
    IsBoolean(),
  );
}

/** A whole number within bounds. */
export function NumberField({ min, max, ...rest }: { min: number; max: number } & Presence): PropertyDecorator {
  return applyDecorators(
    described({ type: 'integer', minimum: min, maximum: max }, rest),
    presence(rest),
    IsInt(),
    Min(min, { context: { params: { min } } }),
    Max(max, { context: { params: { max } } }),
  );
}

/** `?limit=50` in a query, 1 to 100. */
export function LimitQuery(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 25 }),
    ValidateIf((_, value) => value !== undefined),
    Type(() => Number),
    IsInt(),
    Min(1, { context: { params: { min: 1 } } }),
    Max(100, { context: { params: { max: 100 } } }),
  );
}

/** An opaque cursor from the answer before. */
export function CursorField(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, maxLength: 500 }),
    ValidateIf((_, value) => value !== undefined),
    IsString(),
    MaxLength(500),
  );
}

/** A part of a request with fields of its own. */
export function PartField(type: () => new () => object, rest: Presence = {}): PropertyDecorator {
  return applyDecorators(
    described({ type: () => type() }, rest),
    presence(rest),
    IsPart(),
    ValidateNested(),
    Type(type),
  );
}

/** A list of parts. */
export function PartListField(
  type: () => new () => object,
  { max, ...rest }: { max: number } & Presence,
): PropertyDecorator {
  return applyDecorators(
    described({ type: () => type(), isArray: true, maxItems: max }, rest),
    presence(rest),
    IsArray(),
    ArrayMaxSize(max, { context: { params: { max } } }),
    ValidateNested({ each: true }),
    Type(type),
  );
}

function check(name: string, code: string, valid: (value: unknown) => boolean): PropertyDecorator {
  return (target, property) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(property),
      options: { context: { code } },
      validator: { validate: valid, defaultMessage: () => code },
    });
}

/** @returns whether a text is a day that exists */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const instant = new Date(`${value}T00:00:00Z`);
  return (
    !Number.isNaN(instant.getTime()) &&
    instant.toISOString().startsWith(value) &&
    value >= '1900-01-01' &&
    value <= '2200-12-31'
  );
}

const IsDay = (): PropertyDecorator => check('isDay', 'date.invalid', isDay);
const IsMonth = (): PropertyDecorator =>
  check('isMonth', 'month.invalid', (value) => typeof value === 'string' && isDay(`${value}-01`));
const IsPart = (): PropertyDecorator =>
  check('isPart', 'field.type', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
/** Characters that are not there to be read: controls but tab and line breaks, and marks that turn text around or hide in it. */
const UNREADABLE = /[\p{Cc}\u200b\u2028-\u202e\u2066-\u2069\ufeff]/u;

const AllReadable = (): PropertyDecorator =>
  check(
    'allReadable',
    'field.controlCharacter',
    (value) =>
      !Array.isArray(value) ||
      value.every((one) => typeof one !== 'string' || !UNREADABLE.test(one.replace(/[\t\n\r]/g, ''))),
  );

const HasNoControlCharacters = (): PropertyDecorator =>
  check(
    'hasNoControlCharacters',
    'field.controlCharacter',
    (value) => typeof value !== 'string' || !UNREADABLE.test(value.replace(/[\t\n\r]/g, '')),
  );
