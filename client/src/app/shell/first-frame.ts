import { DOCUMENT, Injectable, Injector, afterEveryRender, inject } from '@angular/core';
import { Router } from '@angular/router';

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
      frame.remove();
    };
    const watching = afterEveryRender(
      {
        read: () => {
          if (atOnce()) return give();
          if (!this.router.navigated) return;
          if (!this.document.querySelector('tx-root [aria-busy="true"]')) return give();
          waiting ??= setTimeout(give, PATIENCE_MILLISECONDS);
        },
      },
      { injector: this.injector },
    );
  }
}
