import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { translate } from '../../core/language/texts.js';
import { ProblemPanel } from '../states/problem-panel.js';
import type { FormSending } from '../../core/forms/form-refusals.js';

/** Why a form was not saved, above its fields; what was typed is still there. */
@Component({
  selector: 'tx-form-problem',
  imports: [ProblemPanel],
  template: `
    @if (of().problem(); as problem) {
      <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
      @if (of().others().length) {
        <ul>
          @for (sentence of of().others(); track $index) {
            <li>{{ sentence }}</li>
          }
        </ul>
      }
    }
  `,
  styles: `
    :host {
      display: block;

      &:not(:empty) {
        margin-bottom: 16px;
      }
    }

    ul {
      padding: 10px 20px 0 44px;
      color: var(--mat-sys-error);
      font: var(--mat-sys-body-medium);
      list-style: disc;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FormProblem {
  protected readonly t = translate();
  readonly of = input.required<FormSending>();
}
