import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type VillageView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { SchoolApi } from '../data/school.api.js';

export interface VillageSheetData {
  /** Left out for a new one. */
  village?: VillageView;
}

/** A village of the register: its name, the names it also goes by, its town, and where it lies. */
@Component({
  selector: 'tx-village-sheet',
  imports: [
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="t(village ? 'school.villages.edit' : 'school.villages.add')">
      <form id="village" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
          @for (sentence of sending.others(); track sentence) {
            <p class="says">{{ sentence }}</p>
          }
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.villages.name') }}</mat-label>
          <input matInput formControlName="name" autocomplete="off" [attr.maxlength]="longest" />
          @if (village) {
            <mat-hint>{{ t('school.villages.nameHint') }}</mat-hint>
          }
          <mat-error>{{ wrong(form.controls.name) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.villages.aliases') }}</mat-label>
          <input matInput formControlName="aliases" autocomplete="off" />
          <mat-hint>{{ t('school.villages.aliasesHint') }}</mat-hint>
          <mat-error>{{ wrong(form.controls.aliases) }}</mat-error>
        </mat-form-field>
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.villages.town') }}</mat-label>
          <input matInput formControlName="town" autocomplete="off" [attr.maxlength]="longest" />
          <mat-error>{{ wrong(form.controls.town) }}</mat-error>
        </mat-form-field>
        <div class="pair">
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.villages.latitude') }}</mat-label>
            <input matInput type="number" step="any" min="-90" max="90" formControlName="latitude" />
            <mat-error>{{ wrong(form.controls.latitude) }}</mat-error>
          </mat-form-field>
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.villages.longitude') }}</mat-label>
            <input matInput type="number" step="any" min="-180" max="180" formControlName="longitude" />
            <mat-error>{{ wrong(form.controls.longitude) }}</mat-error>
          </mat-form-field>
        </div>
        <p class="muted">{{ t('school.villages.placeHint') }}</p>
      </form>
      @if (village) {
        <button actions class="away" matButton="text" type="button" (click)="remove()">
          {{ t('school.villages.remove') }}
        </button>
      }
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="village" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VillageSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.villageMax;
  protected readonly village = inject<VillageSheetData>(MAT_DIALOG_DATA).village;
  protected readonly window = inject<MatDialogRef<VillageSheet>>(MatDialogRef);
  private readonly api = inject(SchoolApi);
  private readonly notices = inject(UndoBar);

  protected readonly form = new FormGroup({
    name: new FormControl(this.village?.name ?? '', { nonNullable: true, validators: [needed] }),
    aliases: new FormControl(this.village?.aliases.join('、') ?? '', { nonNullable: true }),
    town: new FormControl(this.village?.town ?? '', { nonNullable: true }),
    latitude: new FormControl<number | null>(this.village?.latitude ?? null),
    longitude: new FormControl<number | null>(this.village?.longitude ?? null),
  });

  protected async save(): Promise<void> {
    const { name, aliases, town, latitude, longitude } = this.form.getRawValue();
    const renamed = this.village && name.trim() !== this.village.name ? [this.village.name] : [];
    const listed = aliases.split(/[、，,;；]/).flatMap((one) => one.trim() || []);
    const request = {
      name: name.trim(),
      // The name it had stays one it goes by: the cards written with it are still found.
      aliases: [...new Set([...listed, ...renamed])],
      town: town.trim() || null,
      latitude,
      longitude,
    };
    const saved = await this.sending.send(this.form, () =>
      this.village ? this.api.editVillage(this.village, request) : this.api.addVillage(request),
    );
    if (!saved) return;
    this.notices.say(this.t(this.village ? 'school.villages.saved' : 'school.villages.added', { name: saved.name }));
    this.window.close();
  }

  protected async remove(): Promise<void> {
    const village = this.village!;
    const removed = await this.sending.send(this.form, async () => {
      await this.api.removeVillage(village);
      return true;
    });
    if (!removed) return;
    const { name, aliases, town, latitude, longitude } = village;
    this.notices.offer(this.t('school.villages.removed', { name }), async () => {
      await this.api.addVillage({ name, aliases, town, latitude, longitude });
    });
    this.window.close();
  }
}
