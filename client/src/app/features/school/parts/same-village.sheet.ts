import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import type { VillageView, WrittenVillage } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { SchoolApi } from '../data/school.api.js';

export interface SameVillageData {
  written: WrittenVillage;
  villages: readonly VillageView[];
}

/** Says that a name on cards means a village of the register: the village goes by that name too from then on. */
@Component({
  selector: 'tx-same-village-sheet',
  imports: [MatButton, MatRadioButton, MatRadioGroup, ProblemPanel, SheetFrame],
  template: `
    <tx-sheet-frame
      [title]="t('school.villages.sameAs', { name: data.written.name })"
      [subtitle]="t('school.villages.sameWhy')"
    >
      @if (problem(); as refused) {
        <tx-problem-panel [problem]="refused" [retryable]="false" />
      }
      <mat-radio-group
        [attr.aria-label]="t('school.villages.title')"
        [value]="chosen()"
        (change)="chosen.set($event.value)"
      >
        @for (village of data.villages; track village.id) {
          <mat-radio-button [value]="village.id">{{ village.name }}</mat-radio-button>
        }
      </mat-radio-group>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button
        actions
        matButton="filled"
        type="button"
        [disabled]="!village()"
        [attr.aria-busy]="busy()"
        (click)="save()"
      >
        {{ t(busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styles: `
    mat-radio-group {
      display: flex;
      flex-direction: column;
    }

    mat-radio-button {
      min-height: 48px;
      display: flex;
      align-items: center;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SameVillageSheet {
  protected readonly t = translate();
  protected readonly data = inject<SameVillageData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<SameVillageSheet>>(MatDialogRef);
  private readonly api = inject(SchoolApi);
  private readonly notices = inject(UndoBar);

  protected readonly chosen = signal<string | null>(null);
  protected readonly village = computed(() => this.data.villages.find(({ id }) => id === this.chosen()));
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected async save(): Promise<void> {
    const village = this.village();
    if (!village || this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      await this.api.editVillage(village, { aliases: [...village.aliases, this.data.written.name] });
      this.notices.say(this.t('school.villages.saved', { name: village.name }));
      this.window.close();
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}
