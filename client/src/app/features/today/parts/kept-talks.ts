import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { Icon } from '../../../ui/icon/icon.js';
import type { KeptTalk } from '../../talks/index.js';

/** Talks that are begun, not sent, or refused; nothing that was typed is lost. */
@Component({
  selector: 'tx-kept-talks',
  imports: [Icon, MatButton, MatIconButton],
  templateUrl: './kept-talks.html',
  styleUrl: './side-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class KeptTalks {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly sentences = inject(ProblemSentences);
  readonly talks = input.required<readonly KeptTalk[]>();
  readonly retry = output<KeptTalk>();
  readonly goOn = output<KeptTalk>();
  readonly discard = output<KeptTalk>();

  protected names(kept: KeptTalk): string {
    return (
      kept.draft.students.map((student) => student.name).join(this.t('talks.nameSeparator')) ||
      this.t('today.nobodyChosen')
    );
  }

  protected why(kept: KeptTalk): string {
    if (kept.state === 'refused' && kept.refusal) {
      const first = kept.refusal.fields[0];
      return first
        ? this.sentences.fieldSentence(first.code, first.params)
        : this.sentences.fieldSentence(kept.refusal.code);
    }
    return this.t(kept.state === 'typing' ? 'today.stillTyping' : 'today.notSent');
  }
}
