import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { HandoverView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { HandoversApi } from '../data/handovers.api.js';

/** The classes that have changed hands or are about to, the newest first. */
@Component({
  selector: 'tx-handovers-page',
  imports: [EmptyState, Icon, PageHeader, RouterLink, States],
  templateUrl: './handovers.page.html',
  styleUrl: './handovers.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HandoversPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  protected readonly list = inject(HandoversApi).list();

  protected to(handover: HandoverView): string {
    return handover.to.map(({ name }) => name).join(' · ') || this.t('handovers.nobodyYet');
  }
}
