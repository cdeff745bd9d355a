import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { TalkView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import type { IconName } from '../../../ui/icon/icon-name.js';
import { Icon } from '../../../ui/icon/icon.js';
import { MoodFace } from '../../../ui/mood/mood-face.js';

/** One recorded talk in words, as far as its reader may see it. */
@Component({
  selector: 'tx-talk-words',
  imports: [Icon, MoodFace],
  templateUrl: './talk-words.html',
  styleUrl: './talk-words.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TalkWords {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  readonly talk = input.required<TalkView>();

  protected readonly where = computed(() => {
    const { place, mode } = this.talk();
    return [place ? this.t(`places.${place}`) : null, mode ? this.t(`modes.${mode}`) : null]
      .filter((part) => !!part)
      .join(' · ');
  });
  protected readonly mood = computed(() => this.talk().mood ?? null);
  /** Helpers see that there was a talk and when; what was said is left out of the answer. */
  protected readonly wordsHidden = computed(() => this.talk().summary === undefined);

  protected topicIcon(topic: string): IconName {
    return `topic-${topic}` as IconName;
  }
}
