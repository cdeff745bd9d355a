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
      map(() => this.depth()),
    ),
    { initialValue: 0 },
  );
  protected readonly listShown = computed(() => this.wide() || this.open() === 0);
  /** What lies deeper in a section says itself where it goes back to. */
  protected readonly backShown = computed(() => !this.wide() && this.open() === 1);
  protected readonly beside = this.wide;

  /** How many parts of the address lie below /school. */
  private depth(): number {
    let depth = 0;
    for (let child = this.route.snapshot.firstChild; child; child = child.firstChild) depth += child.url.length;
    return depth;
  }
}
