import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { LIMITS } from '@tongxin/shared';
import { MinLength } from 'class-validator';
import { SecretField, TextField } from '../../platform/fields/fields.js';

const CODE_AS_TYPED_MAX = 40;

export class ActivationRequest {
  @TextField({ max: LIMITS.usernameMax }) username: string;
  @SecretField({ max: CODE_AS_TYPED_MAX }) code: string;
  @applyDecorators(
    SecretField({ max: LIMITS.passwordMax }),
    ApiProperty({ type: String, minLength: LIMITS.passwordMin, maxLength: LIMITS.passwordMax, format: 'password' }),
    MinLength(LIMITS.passwordMin, { context: { code: 'password.tooShort', params: { min: LIMITS.passwordMin } } }),
  )
  password: string;
}
