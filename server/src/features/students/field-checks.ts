import type { Checked } from '@tongxin/shared';
import { InvalidRequestError, type FieldProblem } from '../../platform/errors/domain-error.js';

/** Collects what is wrong with a request, so that one answer names every wrong field. */
export class FieldChecks {
  private readonly problems: FieldProblem[] = [];

  add(pointer: string, code: FieldProblem['code'], params: Record<string, unknown> = {}): void {
    this.problems.push({ pointer, code, params });
  }

  /** @returns the value in the form it is stored in, or null where it is wrong; the problem is then kept under the pointer */
  take<Value>(pointer: string, checked: Checked<Value>): Value | null {
    if (checked.ok) return checked.value;
    this.add(pointer, checked.problem, { ...checked.params });
    return null;
  }

  /** @throws InvalidRequestError naming every wrong field, where there is one */
  refuse(): void {
    if (this.problems.length > 0) throw new InvalidRequestError(this.problems);
  }
}
