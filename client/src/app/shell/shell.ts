import { ChangeDetectionStrategy, Component, ElementRef, inject, viewChild, type Type } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter, pairwise } from 'rxjs';
import { translate } from '../core/language/texts.js';
import { Session } from '../core/session/session.js';
import { Sheets } from '../ui/sheet/sheets.js';
import { Navigation } from './navigation/navigation.js';
import { NoticeBar } from './notice/notice-bar.js';
import { TopBar } from './top-bar/top-bar.js';

/** What stands around every screen: destinations, top bar, what has just been done, and the keys. */
@Component({
  selector: 'tx-shell',
  imports: [Navigation, NoticeBar, RouterOutlet, TopBar],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  host: { '(document:keydown)': 'pressed($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Shell {
  protected readonly t = translate();
  protected readonly session = inject(Session);
  private readonly sheets = inject(Sheets);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  constructor() {
    // A new screen begins at its heading for whoever listens instead of looking.
    inject(Router)
      .events.pipe(
        filter((event) => event instanceof NavigationEnd),
        pairwise(),
        filter(([before, now]) => screenOf(before.urlAfterRedirects) !== screenOf(now.urlAfterRedirects)),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.main().nativeElement.focus({ preventScroll: true }));
  }

  protected skip(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }

  protected pressed(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector('.cdk-overlay-container [role="dialog"]')) return;
    if (event.key === '/') {
      event.preventDefault();
      void this.find();
    } else if (event.key === '?') {
      event.preventDefault();
      void this.showKeys();
    }
  }

  protected async find(): Promise<void> {
    if (!this.session.may('student.list')) return;
    await this.openSheet((await import('./finder/finder.js')).Finder);
  }

  private async showKeys(): Promise<void> {
    await this.openSheet((await import('./keys/keys.js')).Keys);
  }

  private async openSheet(part: Type<unknown>): Promise<void> {
    await this.sheets.open(part);
  }
}

/** `/students/<id>` of `/students/<id>/contacts`: whoever changes a tab by keyboard stays on the tabs. */
function screenOf(url: string): string {
  return (url.split(/[?#]/)[0] ?? url).split('/').slice(0, 3).join('/');
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
