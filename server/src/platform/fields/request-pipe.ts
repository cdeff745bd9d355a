import type { ProblemCode } from '@tongxin/shared';
import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { validateSync, type ValidatorOptions } from 'class-validator';
import { InvalidRequestError, type FieldProblem } from '../errors/domain-error.js';
import { rememberFields } from './remembered-fields.js';

/** class-validator's constraint names as the product's stable codes; a field's own decorator may name a better one by `context.code`. */
const CODES: Readonly<Record<string, ProblemCode>> = {
  whitelistValidation: 'field.unknown',
  isDefined: 'field.required',
  isNotEmpty: 'field.required',
  isString: 'field.type',
  maxLength: 'field.tooLong',
  minLength: 'field.tooShort',
  isUuid: 'id.invalid',
  isIn: 'field.choice',
  isBoolean: 'field.type',
  isInt: 'field.type',
  min: 'field.tooSmall',
  max: 'field.tooLarge',
  isArray: 'field.type',
  arrayMaxSize: 'field.tooMany',
  arrayMinSize: 'field.tooFew',
  arrayUnique: 'field.repeated',
  isObject: 'field.type',
  nestedValidation: 'field.type',
};

interface CodeContext {
  code?: ProblemCode;
  params?: Record<string, unknown>;
}

/** @returns every wrong field of a request, by its JSON pointer */
export function fieldProblems(errors: readonly ValidationError[], above = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const pointer = `${above}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    // One sentence a field: an absent value is "required", not six more complaints; the plainest constraint first.
    const names = Object.keys(error.constraints ?? {});
    const name =
      names.find((one) => one === 'isDefined' || one === 'isNotEmpty' || one === 'whitelistValidation') ?? names[0];
    const context = name ? (error.contexts?.[name] as CodeContext | undefined) : undefined;
    const own: FieldProblem[] = name
      ? [
          {
            pointer,
            code:
              error.value === undefined && name !== 'whitelistValidation'
                ? 'field.required'
                : (context?.code ?? CODES[name] ?? 'field.type'),
            params: context?.params ?? {},
          },
        ]
      : [];
    return [...own, ...fieldProblems(error.children ?? [], pointer)];
  });
}

/** No check of ours waits for anything, so none is waited for. */
class RequestPipe extends ValidationPipe {
  protected override validate(request: object, options?: ValidatorOptions): ValidationError[] {
    return validateSync(request, options);
  }
}

/** Every body and query goes through here: known fields only, typed, each wrong one named. */
export function requestPipe(): ValidationPipe {
  rememberFields();
  return new RequestPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    transform: true,
    stopAtFirstError: false,
    validationError: { target: false, value: true },
    exceptionFactory: (errors: ValidationError[]) => new InvalidRequestError(fieldProblems(errors)),
  });
}
