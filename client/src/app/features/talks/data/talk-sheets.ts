import { Injectable, inject } from '@angular/core';
import { Sheets } from '../../../ui/sheet/sheets.js';
import type { NamedStudent } from './talk-draft.js';
import type { KeptTalk } from './talk-outbox.js';

/** What a form for a new talk begins with. */
export interface LogTalkStart {
  student?: NamedStudent;
  /** A month (YYYY-MM) that has passed without a talk; the form then asks for the day. */
  missedMonth?: string;
  /** A talk that was kept on this device. */
  kept?: KeptTalk;
}

/** Which talk to look at: one by its id, or the latest of a child. */
export interface ShowTalk {
  talkId?: string;
  student?: NamedStudent;
}

/** The door of this feature: opens the sheets around talks from any screen. They are fetched when first needed. */
@Injectable({ providedIn: 'root' })
export class TalkSheets {
  private readonly sheets = inject(Sheets);

  /** Fetches the form for a talk while nothing else is to do, so that the first press opens it at once, also without a network. */
  prepare(): void {
    const whenIdle = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 1_000));
    const form = () => import('../parts/log-talk.sheet.js');
    whenIdle(() => void Promise.all([this.sheets.prepare(), form()]).catch(() => undefined));
  }

  /** Log a talk; resolves to true when it was saved. */
  async log(start: LogTalkStart): Promise<boolean> {
    const { LogTalkSheet } = await import('../parts/log-talk.sheet.js');
    return (
      (await this.sheets.open<InstanceType<typeof LogTalkSheet>, LogTalkStart, boolean>(LogTalkSheet, {
        data: start,
      })) ?? false
    );
  }

  /** Look at a talk, change it, add to it, make it void. */
  async show(what: ShowTalk): Promise<void> {
    const { TalkDetailSheet } = await import('../parts/talk-detail.sheet.js');
    await this.sheets.open<InstanceType<typeof TalkDetailSheet>, ShowTalk>(TalkDetailSheet, { data: what });
  }
}
