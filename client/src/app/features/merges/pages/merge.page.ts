import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import { Router, RouterLink } from '@angular/router';
import { LIMITS, type MergeChildrenRequest, type MergePreview, type MergeSide } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { MergesApi } from '../data/merges.api.js';

type Field = NonNullable<MergeChildrenRequest['take']>[number];
type Guardians = NonNullable<MergeChildrenRequest['guardians']>;

const GUARDIANS: readonly Guardians[] = ['both', 'kept', 'merged'];

/** Two files side by side: what is the same, what differs, which of the two stays, and then one file or two children. */
@Component({
  selector: 'tx-merge-page',
  imports: [
    Icon,
    MatButton,
    MatFormField,
    MatInput,
    MatLabel,
    MatRadioButton,
    MatRadioGroup,
    PageHeader,
    ProblemPanel,
    ReactiveFormsModule,
    RouterLink,
    States,
  ],
  templateUrl: './merge.page.html',
  styleUrl: './merge.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MergePage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly longest = LIMITS.changeReasonMax;
  protected readonly guardianChoices = GUARDIANS;
  private readonly classes = inject(ClassWords);
  private readonly api = inject(MergesApi);
  private readonly router = inject(Router);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  readonly keepId = input.required<string>();
  readonly mergeId = input.required<string>();
  protected readonly preview = this.api.preview(() => ({ keepId: this.keepId(), mergeId: this.mergeId() }));
  /** Fields taken from the file that goes. */
  protected readonly take = signal<ReadonlySet<Field>>(new Set());
  protected readonly guardians = signal<Guardians>('both');
  protected readonly form = new FormGroup({ reason: new FormControl('', { nonNullable: true }) });
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);
  protected readonly reasonMissing = signal(false);

  /** The facts of both that are not chosen, but tell whether it is one child. */
  protected readonly sides = computed<readonly (readonly [string, (side: MergeSide) => string])[]>(() => [
    ['class', (side) => (side.class ? this.classes.label(side.class) : this.t('merges.noClass'))],
    ['careFile', (side) => (side.careStatus ? this.t('careFileStatuses.' + side.careStatus) : this.t('merges.noFile'))],
    ['categories', (side) => side.categories.map((code) => this.t('categories.' + code)).join(' · ') || '–'],
    ['records', (side) => String(side.records)],
    ['attachments', (side) => String(side.attachments)],
    [
      'guardians',
      (side) => side.guardians.map(({ name, phone }) => [name, phone].filter(Boolean).join(' ')).join(' · ') || '–',
    ],
  ]);

  protected fields(preview: MergePreview): Field[] {
    return preview.differing;
  }

  protected value(side: MergeSide, field: Field): string {
    if (field === 'sex') return this.t('sexes.' + side.sex);
    if (field === 'birthDate') return side.birthDate ? this.days.date(side.birthDate) : '–';
    return side[field] ?? '–';
  }

  protected choose(field: Field, from: 'kept' | 'merged'): void {
    this.take.update((now) => {
      const next = new Set(now);
      if (from === 'merged') next.add(field);
      else next.delete(field);
      return next;
    });
  }

  /** The other one stays. */
  protected swap(): void {
    this.take.set(new Set());
    void this.router.navigate(['/school/merges', this.mergeId(), this.keepId()], { replaceUrl: true });
  }

  protected async merge(): Promise<void> {
    const preview = this.preview.value();
    const reason = this.form.controls.reason.value.trim();
    this.reasonMissing.set(reason === '');
    if (!preview || reason === '') return;
    await this.attempt(async () => {
      const merged = await this.api.merge({
        keepId: preview.kept.id,
        mergeId: preview.merged.id,
        keptVersion: preview.kept.version,
        mergedVersion: preview.merged.version,
        take: [...this.take()],
        guardians: this.guardians(),
        reason,
      });
      this.notices.say(this.t('merges.merged', { name: merged.kept.name }));
      await this.router.navigate(['/students', merged.kept.id]);
    });
  }

  protected async differ(): Promise<void> {
    await this.attempt(async () => {
      await this.api.differ(this.keepId(), this.mergeId());
      this.notices.say(this.t('merges.saidTwo'));
      await this.router.navigate(['/school/merges']);
    });
  }

  protected sentence(code: string): string {
    return this.sentences.fieldSentence(code);
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await act();
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
