import { BreakpointObserver } from '@angular/cdk/layout';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { filter, map, startWith } from 'rxjs';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { SECTIONS } from '../sections.js';

/** From this width on the open section stands beside the list. */
export const WIDE = '(min-width: 1200px)';

/** The school's set-up: its sections as a list, and the open one beside it or, on narrower screens, in its place. */
@Component({
  selector: 'tx-school-page',
  imports: [Icon, PageHeader, RouterLink, RouterLinkActive, RouterOutlet],
  templateUrl: './school.page.html',
  styleUrl: './school.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SchoolPage {
  protected readonly t = translate();
  private readonly session = inject(Session);
  private readonly route = inject(ActivatedRoute);

  protected readonly sections = computed(() =>
    SECTIONS.filter((section) => section.anyOf.some((permission) => this.session.may(permission))),
  );
  private readonly wide = toSignal(
    inject(BreakpointObserver)
      .observe(WIDE)
      .pipe(map((state) => state.matches)),
    { initialValue: window.matchMedia(WIDE).matches },
  );
  private readonly open = toSignal(
    inject(Router).events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(null),
      map(() => !!this.route.snapshot.firstChild?.routeConfig?.path),
    ),
    { initialValue: false },
  );
  protected readonly listShown = computed(() => this.wide() || !this.open());
  protected readonly backShown = computed(() => !this.wide() && this.open());
  protected readonly beside = this.wide;
}
