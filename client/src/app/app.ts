import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { ProblemSentences } from './core/problems/problem-sentences.js';
import { Session } from './core/session/session.js';
import { Theme } from './core/theme/theme.js';
import { FirstFrame } from './shell/first-frame.js';
import { ProblemPanel } from './ui/states/problem-panel.js';

/** The whole page: a screen, or the reason why the server cannot say who is here. */
@Component({
  selector: 'tx-root',
  imports: [ProblemPanel, RouterOutlet],
  template: `
    @if (session.problem(); as problem) {
      <main class="page">
        @defer (on immediate) {
          <tx-problem-panel [problem]="problem" (retry)="startAgain()" />
        } @error {
          <p role="alert">{{ sentences.sentence(problem) }}</p>
        }
      </main>
    } @else {
      <router-outlet />
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class App {
  protected readonly session = inject(Session);
  protected readonly sentences = inject(ProblemSentences);

  constructor() {
    inject(Theme);
    inject(FirstFrame).giveWay(() => this.session.problem() !== null);
  }

  protected startAgain(): void {
    location.reload();
  }
}
