import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA } from '@angular/material/dialog';
import type { TalkView } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { States } from '../../../ui/states/states.js';
import { TalkOutbox } from '../data/talk-outbox.js';
import type { ShowTalk } from '../data/talk-sheets.js';
import { TalksApi } from '../data/talks.api.js';
import { TalkAddition } from './talk-addition.js';
import { TalkEditor } from './talk-editor.js';
import { TalkVoiding } from './talk-voiding.js';
import { TalkWords } from './talk-words.js';

/** A recorded talk: reading it, changing it within its seven days, adding to it, making it void with a reason. */
@Component({
  selector: 'tx-talk-detail-sheet',
  imports: [EmptyState, MatButton, SheetFrame, States, TalkAddition, TalkEditor, TalkVoiding, TalkWords],
  templateUrl: './talk-detail.sheet.html',
  styleUrl: './talk-detail.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkDetailSheet {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly classes = inject(ClassWords);
  private readonly api = inject(TalksApi);
  private readonly outbox = inject(TalkOutbox);
  protected readonly what = inject<ShowTalk>(MAT_DIALOG_DATA);

  /** The talks of the child, where the sheet was opened for a child instead of one talk. */
  protected readonly timeline = this.api.talksOf(() => (this.what.talkId ? undefined : this.what.student?.id));
  protected readonly talks = computed(() =>
    (this.timeline.value()?.items ?? []).filter((item) => item.kind === 'talk'),
  );
  protected readonly chosenId = linkedSignal<string | undefined>(() => this.what.talkId ?? this.talks()[0]?.id);
  protected readonly talk = this.api.talk(() => this.chosenId());
  protected readonly doing = signal<'reading' | 'editing' | 'adding' | 'voiding'>('reading');

  protected readonly title = computed(
    () => this.talk.value()?.student.name ?? this.what.student?.name ?? this.t('talks.title'),
  );
  protected readonly subtitle = computed(() => {
    const student = this.talk.value()?.student ?? this.what.student;
    return student ? this.classes.label(student.class) : '';
  });

  protected choose(id: string): void {
    this.chosenId.set(id);
    this.doing.set('reading');
  }

  /** Shows what the server has saved, and lets the lists around read again. */
  protected changed(talk: TalkView): void {
    this.talk.change(() => talk);
    this.doing.set('reading');
    this.outbox.announceChange();
  }
}
