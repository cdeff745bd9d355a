import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { Slips } from '../data/slips.js';
import { SlipCard } from '../parts/slip-card.js';

/** The slips that have just been made, to print and cut: eight on a sheet of A4. They stand here until they are put away. */
@Component({
  selector: 'tx-slips-page',
  imports: [EmptyState, Icon, MatButton, PageHeader, RouterLink, SlipCard],
  templateUrl: './slips.page.html',
  styleUrl: './slips.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SlipsPage {
  protected readonly t = translate();
  protected readonly slips = inject(Slips);
  private readonly router = inject(Router);

  protected print(): void {
    window.print();
  }

  protected async putAway(): Promise<void> {
    this.slips.drop();
    await this.router.navigateByUrl('/school/people');
  }
}
