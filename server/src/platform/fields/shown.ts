import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';

/** How a shown value may be missing: `nullable` is there and empty, `optional` is left out for some viewers. */
interface Absence {
  nullable?: boolean;
  optional?: boolean;
}

function shown(options: ApiPropertyOptions, { nullable, optional }: Absence = {}): PropertyDecorator {
  const all = { ...options, ...(nullable ? { nullable: true } : {}) };
  return optional ? ApiPropertyOptional(all) : ApiProperty(all);
}

export const ShownText = (absence?: Absence) => shown({ type: String }, absence);
export const ShownTexts = (absence?: Absence) => shown({ type: String, isArray: true }, absence);
export const ShownId = (absence?: Absence) => shown({ type: String, format: 'uuid' }, absence);
export const ShownDay = (absence?: Absence) => shown({ type: String, format: 'date' }, absence);
export const ShownInstant = (absence?: Absence) => shown({ type: String, format: 'date-time' }, absence);
export const ShownNumber = (absence?: Absence) => shown({ type: 'integer' }, absence);
export const ShownBoolean = (absence?: Absence) => shown({ type: Boolean }, absence);
export const ShownChoice = (choices: readonly string[], absence?: Absence) =>
  shown({ type: String, enum: [...choices] }, absence);
export const ShownChoices = (choices: readonly string[], absence?: Absence) =>
  shown({ type: String, enum: [...choices], isArray: true }, absence);
// @nestjs/swagger knows a lazy type by the function's name `type`, so each is written as a property of that name.
/** Codes or figures under names of their own, for example the parameters of a problem. */
export const ShownRecord = (of: 'string' | 'any', absence?: Absence) =>
  shown({ type: 'object', additionalProperties: of === 'string' ? { type: 'string' } : true }, absence);
export const ShownPart = (type: () => new () => object, { nullable, optional }: Absence = {}): PropertyDecorator =>
  // A bare $ref cannot say that it may be null; allOf can.
  optional
    ? ApiPropertyOptional({ type: () => type(), ...(nullable ? { nullable: true } : {}) })
    : ApiProperty({ type: () => type(), ...(nullable ? { nullable: true } : {}) });
export const ShownParts = (type: () => new () => object, absence?: Absence) =>
  shown({ type: () => type(), isArray: true }, absence);
