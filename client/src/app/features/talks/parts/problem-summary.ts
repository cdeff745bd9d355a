import { ChangeDetectionStrategy, Component, ElementRef, inject, input } from '@angular/core';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { TalkFieldProblem } from '../data/talk-draft.js';

/** All refusals of a form in one place, above it; takes the focus, and each line leads to its field. */
@Component({
  selector: 'tx-problem-summary',
  imports: [Icon],
  template: `
    <tx-icon name="error" />
    <div>
      <p class="title">{{ t('talks.pleaseMend', { count: problems().length }) }}</p>
      <ul>
        @for (problem of problems(); track problem.field) {
          <li>
            <button type="button" (click)="goTo(problem)">{{ t('talks.fields.' + problem.field) }}</button>
            {{ sentences.fieldSentence(problem.code, problem.params) }}
          </li>
        }
      </ul>
    </div>
  `,
  styles: `
    :host {
      display: flex;
      gap: 12px;
      margin-bottom: 20px;
      padding: 14px 16px;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
      outline-offset: -3px;
    }

    .title {
      font-weight: 600;
    }

    button {
      padding: 4px 0;
      border: 0;
      background: none;
      font-weight: 600;
      text-decoration: underline;
      text-underline-offset: 3px;
      cursor: pointer;
    }
  `,
  host: { role: 'alert', tabindex: '-1' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProblemSummary {
  protected readonly t = translate();
  protected readonly sentences = inject(ProblemSentences);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  readonly problems = input.required<readonly TalkFieldProblem[]>();

  focus(): void {
    this.host.nativeElement.focus();
  }

  protected goTo(problem: TalkFieldProblem): void {
    const section = document.getElementById(`talk-${problem.field}`);
    section?.scrollIntoView({ block: 'center' });
    section?.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
  }
}
