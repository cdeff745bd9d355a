import { inject, signal } from '@angular/core';
import type { AbstractControl, ValidatorFn } from '@angular/forms';
import type { Checked, FieldProblem } from '@tongxin/shared';
import { ProblemSentences } from '../problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../problems/request-problem.js';

/** What a field was refused for: the code whose sentence stands under it. */
interface Refusal {
  code: string;
  params?: Readonly<Record<string, unknown>>;
}

/** Checks a text field as the server will; an empty field is left to `required`. */
export function checkedBy(check: (typed: string) => Checked<unknown>): ValidatorFn {
  return (control: AbstractControl<string>) => {
    if (control.value.trim() === '') return null;
    const checked = check(control.value);
    return checked.ok ? null : { refused: { code: checked.problem, params: checked.params } satisfies Refusal };
  };
}

/** A field that must be filled in, with more than spaces. */
export const needed: ValidatorFn = (control: AbstractControl<string>) =>
  control.value.trim() === '' ? { refused: { code: 'field.required' } satisfies Refusal } : null;

/** `wrong(control)`: the sentence under a field that was refused, by the form or by the server. */
export function refusalWords(): (control: AbstractControl) => string {
  const sentences = inject(ProblemSentences);
  return (control) => {
    const refusal = control.errors?.['refused'] as Refusal | undefined;
    return refusal
      ? sentences.fieldSentence(refusal.code, { ...refusal.params })
      : sentences.fieldSentence('field.invalid');
  };
}

/**
 * Puts the server's refusals at the fields they name: '/guardians/0/phones/1/number' is the control of that path.
 * @returns the refusals that belong to no field of the form
 */
export function refuseFields(form: AbstractControl, problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.filter((problem) => {
    const control = form.get(problem.pointer.split('/').slice(1));
    if (!control) return true;
    control.setErrors({ refused: { code: problem.code, params: problem.params } satisfies Refusal });
    control.markAsTouched();
    return false;
  });
}

/** Sends a form: busy while it is under way, refusals at their fields, the problem above. What was typed stays whatever happens. */
export class FormSending {
  readonly busy = signal(false);
  readonly problem = signal<RequestProblem | null>(null);
  /** Sentences of refusals that no field of the form stands for. */
  readonly others = signal<readonly string[]>([]);
  private readonly sentences = inject(ProblemSentences);

  /**
   * @returns what the server answered, or undefined when the form has faults or was refused
   * @param onStale what to do when somebody else changed the record meanwhile (412)
   */
  async send<T>(
    form: AbstractControl,
    act: () => Promise<T>,
    onStale?: (problem: RequestProblem) => Promise<T | undefined>,
  ): Promise<T | undefined> {
    form.markAllAsTouched();
    if (form.invalid || this.busy()) return undefined;
    this.busy.set(true);
    this.problem.set(null);
    this.others.set([]);
    try {
      return await act().catch((error: unknown) => {
        const problem = toRequestProblem(error);
        if (problem.status === 412 && onStale) return onStale(problem);
        throw problem;
      });
    } catch (error) {
      const problem = toRequestProblem(error);
      const homeless = refuseFields(form, problem.fields);
      this.others.set(homeless.map((one) => this.sentences.fieldSentence(one.code, one.params)));
      this.problem.set(problem);
      return undefined;
    } finally {
      this.busy.set(false);
    }
  }
}
