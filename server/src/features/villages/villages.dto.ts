import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, Max, Min, ValidateIf } from 'class-validator';
import { LIMITS } from '@tongxin/shared';
import { CursorField, LimitQuery, TextField, TextListField } from '../../platform/fields/fields.js';
import { pageOf } from '../../platform/fields/page.js';
import { ShownId, ShownNumber, ShownText, ShownTexts } from '../../platform/fields/shown.js';

/** So many names a village may go by beside its own. */
export const VILLAGE_ALIASES_MAX = 10;

/** Degrees with a fraction; null: not known. */
function DegreesField(limit: number): PropertyDecorator {
  return (target, property) => {
    ApiPropertyOptional({ type: Number, minimum: -limit, maximum: limit, nullable: true })(target, property);
    ValidateIf((_, value) => value !== undefined && value !== null)(target, property);
    IsNumber({}, { context: { code: 'field.type' } })(target, property);
    Min(-limit, { context: { params: { min: -limit } } })(target, property);
    Max(limit, { context: { params: { max: limit } } })(target, property);
  };
}

const ShownDegrees = (): PropertyDecorator => ApiProperty({ type: Number, nullable: true });

export class VillageView {
  @ShownId() id: string;
  @ShownNumber() version: number;
  @ShownText() name: string;
  /** Other names it goes by. */
  @ShownTexts() aliases: string[];
  @ShownText({ nullable: true }) town: string | null;
  @ShownDegrees() latitude: number | null;
  @ShownDegrees() longitude: number | null;
  /** On how many cards it stands, under any of its names; null for whoever does not keep the register. */
  @ShownNumber({ nullable: true }) cards: number | null;
  /** How many of these write it otherwise than the register; null for whoever does not keep it. */
  @ShownNumber({ nullable: true }) otherwise: number | null;
}

export class VillagePage extends pageOf(VillageView, 'VillagePage') {}

/** A village as it stands on cards and not in the register. */
export class WrittenVillage {
  @ShownText() name: string;
  @ShownNumber() cards: number;
}

export class WrittenVillagePage extends pageOf(WrittenVillage, 'WrittenVillagePage') {}

export class VillageQuery {
  @LimitQuery() limit?: number;
  @CursorField() cursor?: string;
}

export class AddVillageRequest {
  @TextField({ max: LIMITS.villageMax }) name: string;
  @TextListField({ max: VILLAGE_ALIASES_MAX, textMax: LIMITS.villageMax, optional: true }) aliases?: string[];
  @TextField({ max: LIMITS.villageMax, optional: true, nullable: true }) town?: string | null;
  @DegreesField(90) latitude?: number | null;
  @DegreesField(180) longitude?: number | null;
}

export class EditVillageRequest {
  @TextField({ max: LIMITS.villageMax, optional: true }) name?: string;
  @TextListField({ max: VILLAGE_ALIASES_MAX, textMax: LIMITS.villageMax, optional: true }) aliases?: string[];
  @TextField({ max: LIMITS.villageMax, optional: true, nullable: true }) town?: string | null;
  @DegreesField(90) latitude?: number | null;
  @DegreesField(180) longitude?: number | null;
}

export class WriteVillageRequest {
  @TextField({ max: LIMITS.changeReasonMax, optional: true }) reason?: string;
}

export class VillageWritten {
  @ShownNumber() cards: number;
}
