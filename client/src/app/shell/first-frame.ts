import { DOCUMENT, Injectable, Injector, afterEveryRender, inject } from '@angular/core';
import { NavigationEnd, Router } from '@angular/router';

/** A screen whose answer takes longer than this is shown without it. */
const PATIENCE_MILLISECONDS = 500;

/** The frame that the page itself paints, long before the application runs. */
@Injectable({ providedIn: 'root' })
export class FirstFrame {
  private readonly document = inject(DOCUMENT);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);

  /**
   * Takes the frame away once there is a screen with its first answer in it, so that nothing stands there empty in between.
   * @param atOnce whether there is something to say instead of a screen
   */
  giveWay(atOnce: () => boolean): void {
    const frame = this.document.getElementById('frame');
    if (!frame) return;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const give = (): void => {
      clearTimeout(waiting);
      watching.destroy();
      arriving.unsubscribe();
      frame.remove();
    };
    const look = (): void => {
      if (atOnce()) return give();
      if (!this.router.navigated) return;
      waiting ??= setTimeout(give, PATIENCE_MILLISECONDS);
      if (!this.document.querySelector('tx-root [aria-busy="true"]')) give();
    };
    const watching = afterEveryRender({ read: look }, { injector: this.injector });
    // The screen may be complete before the router says so, and nothing is drawn after that.
    const arriving = this.router.events.subscribe((event) => {
      if (event instanceof NavigationEnd) waiting ??= setTimeout(give, PATIENCE_MILLISECONDS);
    });
  }
}
