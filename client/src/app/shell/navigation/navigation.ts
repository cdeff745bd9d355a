import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { translate } from '../../core/language/texts.js';
import { Session } from '../../core/session/session.js';
import { ApprovalBadge } from '../../features/approvals/data/approval-badge.js';
import { Icon } from '../../ui/icon/icon.js';
import { DESTINATIONS } from '../destinations.js';
import { MorePlaces } from './more-places.js';
import { thumbPlaces } from './thumb-places.js';

/** The destinations: a bar at the bottom of a phone, a rail at the side of anything wider, opened where there is room. */
@Component({
  selector: 'tx-navigation',
  imports: [Icon, MorePlaces, RouterLink, RouterLinkActive],
  templateUrl: './navigation.html',
  styleUrl: './navigation.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Navigation {
  protected readonly t = translate();
  private readonly session = inject(Session);
  private readonly approvals = inject(ApprovalBadge);
  protected readonly destinations = computed(() =>
    DESTINATIONS.filter((destination) => destination.anyOf.some((permission) => this.session.may(permission))),
  );
  /** What a phone's bar has room for; the rest stands behind "more" there. */
  protected readonly inBar = computed(() => thumbPlaces(this.destinations(), this.session.may('talk.create')));
  protected readonly behindMore = computed(() => this.destinations().filter((one) => !this.inBar().has(one)));
  protected readonly school = computed(() => this.session.view()?.school.name ?? '');

  /** The number at a destination where something needs the person. */
  protected badge(path: string): string | undefined {
    return path === '/approvals' ? this.approvals.words() : undefined;
  }
}
