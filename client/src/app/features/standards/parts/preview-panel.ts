import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { StandardPreview } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import type { Reading } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';
import { States } from '../../../ui/states/states.js';

/** Who becomes due by the sentence as it stands, and what that changes; nothing of it is saved. */
@Component({
  selector: 'tx-preview-panel',
  imports: [Icon, States],
  templateUrl: './preview-panel.html',
  styleUrl: './preview-panel.scss',
  host: { class: 'card', role: 'region', '[attr.aria-label]': "t('careStandards.preview.title')" },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PreviewPanel {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly classes = inject(ClassWords);
  readonly reading = input.required<Reading<StandardPreview>>();
  /** False while a part is missing: then nothing is asked of the server. */
  readonly whole = input(true);
  readonly isNew = input(false);

  protected readonly difference = computed(() => {
    const view = this.reading().value();
    return view?.before == null ? null : view.expected - view.before;
  });
  protected readonly groups = computed(() => {
    const view = this.reading().value();
    if (!view) return [];
    return (['added', 'removed'] as const)
      .map((what) => ({ what, ...view[what] }))
      .filter(({ what, total }) => total > 0 && !(what === 'added' && this.isNew()));
  });
  protected readonly most = computed(() =>
    Math.max(1, ...(this.reading().value()?.byClass ?? []).map(({ expected, before }) => Math.max(expected, before))),
  );
}
