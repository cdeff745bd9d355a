import { Injectable, signal } from '@angular/core';

/** How long an act can be taken back with one press. */
export const UNDO_MILLISECONDS = 8_000;

export interface Notice {
  id: number;
  text: string;
  /** Takes the act back; absent for plain notices. */
  undo?: () => void | Promise<void>;
  tone: 'done' | 'problem';
}

/** The one bar that says what has just happened, with eight seconds to take it back. A newer notice replaces an older one. */
@Injectable({ providedIn: 'root' })
export class UndoBar {
  private readonly shown = signal<Notice | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private endsAt = 0;
  private remaining = UNDO_MILLISECONDS;
  private afterwards: (() => void) | undefined;
  private count = 0;
  readonly notice = this.shown.asReadonly();

  /** Says that something is done and offers to take it back; `over` is called when it no longer can be. */
  offer(text: string, undo: () => void | Promise<void>, over?: () => void): void {
    this.show({ id: ++this.count, text, undo, tone: 'done' }, over);
  }

  /** Says something without a way back. */
  say(text: string, tone: Notice['tone'] = 'done'): void {
    this.show({ id: ++this.count, text, tone });
  }

  async undo(): Promise<void> {
    const notice = this.shown();
    this.afterwards = undefined;
    this.close();
    await notice?.undo?.();
  }

  /** The time stands still while somebody points at the bar or has the focus in it. */
  hold(): void {
    clearTimeout(this.timer);
    this.remaining = Math.max(this.endsAt - Date.now(), 1_500);
  }

  goOn(): void {
    if (this.shown()) this.run(this.remaining);
  }

  close(): void {
    clearTimeout(this.timer);
    this.shown.set(null);
    this.afterwards?.();
    this.afterwards = undefined;
  }

  private show(notice: Notice, over?: () => void): void {
    this.close();
    this.afterwards = over;
    this.shown.set(notice);
    this.run(UNDO_MILLISECONDS);
  }

  private run(milliseconds: number): void {
    clearTimeout(this.timer);
    this.endsAt = Date.now() + milliseconds;
    this.timer = setTimeout(() => this.close(), milliseconds);
  }
}
