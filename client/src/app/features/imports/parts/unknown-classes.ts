import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { MatSlideToggle } from '@angular/material/slide-toggle';
import type { ImportView } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import { Icon } from '../../../ui/icon/icon.js';

/** Classes that stand in the ledger and not in the school, and the one decision for the whole file: create them or not. */
@Component({
  selector: 'tx-unknown-classes',
  imports: [Icon, MatSlideToggle],
  template: `
    <h3><tx-icon name="school" />{{ t('imports.classes.title', { count: classes().length }) }}</h3>
    <ul>
      @for (named of named(); track named) {
        <li>{{ named }}</li>
      }
    </ul>
    <mat-slide-toggle [checked]="create()" aria-describedby="create-why" (change)="create.set($event.checked)">
      {{ t('imports.classes.create') }}
    </mat-slide-toggle>
    <p class="muted" id="create-why">{{ t('imports.classes.createWhy') }}</p>
  `,
  styles: `
    h3 {
      display: flex;
      align-items: center;
      gap: 8px;
      font: var(--mat-sys-title-medium);

      tx-icon {
        color: var(--mat-sys-tertiary);
      }
    }

    ul {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      margin: 10px 0 12px;
    }

    li {
      padding: 4px 12px;
      border-radius: 14px;
      background: var(--mat-sys-surface-container-high);
      font: var(--mat-sys-label-large);
      letter-spacing: 0;
      font-variant-numeric: tabular-nums;
    }

    mat-slide-toggle {
      min-height: 44px;
      --mat-slide-toggle-label-text-size: 15px;
      --mat-slide-toggle-label-text-line-height: 24px;
    }

    mat-slide-toggle ::ng-deep label {
      padding-left: 12px;
    }

    .muted {
      font: var(--mat-sys-body-medium);
      letter-spacing: 0;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class UnknownClasses {
  protected readonly t = translate();
  private readonly texts = inject(Texts);
  readonly classes = input.required<ImportView['unknownClasses']>();
  readonly create = model.required<boolean>();
  protected readonly named = computed(() =>
    this.classes().map(({ label, labelEn, rows }) =>
      this.t('imports.classes.one', { label: this.texts.language() === 'en' ? labelEn : label, count: rows }),
    ),
  );
}
