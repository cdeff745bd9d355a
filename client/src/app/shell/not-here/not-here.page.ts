import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { translate } from '../../core/language/texts.js';
import { EmptyState } from '../../ui/states/empty-state.js';

/** An address that does not exist, or not for this reader; the page does not tell which. */
@Component({
  selector: 'tx-not-here-page',
  imports: [EmptyState, MatButton, RouterLink],
  template: `
    <div class="page">
      <h1 class="visually-hidden">{{ t('notHere.title') }}</h1>
      <tx-empty icon="search" [title]="t('notHere.title')" [why]="t('notHere.why')">
        <a matButton="filled" routerLink="/">{{ t('notHere.home') }}</a>
      </tx-empty>
    </div>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NotHerePage {
  protected readonly t = translate();
}
