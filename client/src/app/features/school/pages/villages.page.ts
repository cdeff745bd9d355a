import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { foldWord, type VillageView, type WrittenVillage } from '@tongxin/shared';
import { together } from '../../../core/http/reading.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { SchoolApi } from '../data/school.api.js';
import type { VillageSheetData } from '../parts/village.sheet.js';
import type { SameVillageData } from '../parts/same-village.sheet.js';

/** The villages the children come from, and what stands on cards as a village and in no register yet. */
@Component({
  selector: 'tx-villages-page',
  imports: [EmptyState, Icon, MatButton, PageHeader, States],
  templateUrl: './villages.page.html',
  styleUrl: './villages.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VillagesPage {
  protected readonly t = translate();
  private readonly api = inject(SchoolApi);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  private readonly villages = this.api.villages();
  private readonly unregistered = this.api.unregistered();
  protected readonly reading = together([this.villages, this.unregistered]);
  protected readonly list = computed(() => this.villages.value() ?? []);
  /** One row for the ways of writing one name. */
  protected readonly written = computed<readonly WrittenVillage[]>(() => {
    const rows = new Map<string, WrittenVillage>();
    for (const one of this.unregistered.value()?.items ?? []) {
      const key = foldWord(one.name);
      const known = rows.get(key);
      rows.set(key, known ? { ...known, cards: known.cards + one.cards } : one);
    }
    return [...rows.values()];
  });
  protected readonly busy = signal<string | null>(null);

  constructor() {
    const before = this.api.changes();
    effect(() => {
      if (this.api.changes() > before)
        untracked(() => {
          this.villages.reload();
          this.unregistered.reload();
        });
    });
  }

  protected details(village: VillageView): string {
    const { town, aliases, cards, latitude } = village;
    return [
      ...(town ? [town] : []),
      ...(aliases.length > 0 ? [this.t('school.villages.also', { names: aliases.join('、') })] : []),
      ...(latitude === null ? [this.t('school.villages.noPlace')] : []),
      ...(cards === null ? [] : [this.t('school.villages.cards', { count: cards })]),
    ].join(' · ');
  }

  protected async open(village?: VillageView): Promise<void> {
    const { VillageSheet } = await import('../parts/village.sheet.js');
    await this.sheets.open<InstanceType<typeof VillageSheet>, VillageSheetData>(VillageSheet, { data: { village } });
  }

  protected adopt(one: WrittenVillage): Promise<void> {
    return this.doing(one.name, async () => {
      await this.api.addVillage({ name: one.name });
      this.notices.say(this.t('school.villages.added', { name: one.name }));
    });
  }

  protected async same(one: WrittenVillage): Promise<void> {
    const { SameVillageSheet } = await import('../parts/same-village.sheet.js');
    await this.sheets.open<InstanceType<typeof SameVillageSheet>, SameVillageData>(SameVillageSheet, {
      data: { written: one, villages: this.list() },
    });
  }

  protected write(village: VillageView): Promise<void> {
    return this.doing(village.id, async () => {
      const { cards } = await this.api.writeVillage(village, this.t('school.villages.writeReason'));
      this.notices.say(this.t('school.villages.written', { count: cards, name: village.name }));
    });
  }

  private async doing(what: string, act: () => Promise<void>): Promise<void> {
    if (this.busy() !== null) return;
    this.busy.set(what);
    try {
      await act();
    } catch (error) {
      const problem = toRequestProblem(error);
      const [field] = problem.fields;
      const words = field ? this.sentences.fieldSentence(field.code, field.params) : this.sentences.sentence(problem);
      this.notices.say(words, 'problem');
    } finally {
      this.busy.set(null);
    }
  }
}
