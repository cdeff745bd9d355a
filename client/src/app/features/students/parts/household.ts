import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { SuggestedSibling } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PersonRow } from '../../../ui/person/person-row.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { States } from '../../../ui/states/states.js';
import { ContactCardsApi } from '../data/contact-cards.api.js';
import { siblingWords, type Sibling } from '../data/sibling-words.js';
import type { HouseholdSheetData } from './household.sheet.js';

/** Brothers and sisters who live together with the child, and whose cards say that they may. */
@Component({
  selector: 'tx-household',
  imports: [Icon, MatButton, PersonRow, States],
  template: `
    <tx-states [of]="household" skeleton="rows" [count]="1">
      @if (household.value(); as view) {
        <header>
          <h3><tx-icon name="family" />{{ t('students.household.title') }}</h3>
          @if (view.mayEdit && view.siblings.length) {
            <button matButton="text" type="button" (click)="leave()">{{ t('students.household.leave') }}</button>
          }
        </header>
        @for (sibling of view.siblings; track sibling.id) {
          <tx-person-row
            [name]="sibling.name"
            [link]="['/students', sibling.id, 'contacts']"
            [details]="[words(sibling), classOf(sibling)]"
          />
        } @empty {
          <p class="muted">{{ t('students.household.none') }}</p>
        }
        @if (view.suggested.length) {
          <h4>{{ t('students.household.suggested') }}</h4>
          @for (sibling of view.suggested; track sibling.id) {
            <tx-person-row [name]="sibling.name" [details]="[classOf(sibling), signs(sibling)]">
              <button actions matButton="tonal" type="button" (click)="link(sibling)">
                {{ t('students.household.link') }}
              </button>
            </tx-person-row>
          }
        }
      }
    </tx-states>
  `,
  styles: `
    :host {
      display: block;
      padding: 18px 20px;
    }

    header {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 4px 12px;
    }

    h3 {
      display: flex;
      align-items: center;
      gap: 10px;
      font: var(--mat-sys-title-medium);
      letter-spacing: 0;
    }

    h4 {
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-title-small);
      letter-spacing: 0;
    }

    tx-person-row {
      margin-inline: -20px;
    }

    tx-states {
      gap: 8px;
    }
  `,
  host: { class: 'card no-print' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Household {
  protected readonly t = translate();
  protected readonly words = siblingWords();
  private readonly api = inject(ContactCardsApi);
  private readonly classes = inject(ClassWords);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);

  readonly studentId = input.required<string>();
  readonly name = input.required<string>();
  protected readonly household = this.api.household(() => this.studentId());

  protected classOf(sibling: Sibling): string {
    return sibling.class ? this.classes.label(sibling.class) : '';
  }

  protected signs(sibling: SuggestedSibling): string {
    return sibling.signs.map((sign) => this.t(`students.household.signs.${sign}`)).join(' · ');
  }

  protected async link(sibling: Sibling): Promise<void> {
    if (await this.ask(sibling)) this.notices.say(this.t('students.household.linked'));
  }

  protected async leave(): Promise<void> {
    if (await this.ask(null)) this.notices.say(this.t('students.household.left'));
  }

  private async ask(sibling: Sibling | null): Promise<boolean> {
    const { HouseholdSheet } = await import('./household.sheet.js');
    const changed = await this.sheets.open<InstanceType<typeof HouseholdSheet>, HouseholdSheetData, boolean>(
      HouseholdSheet,
      { data: { studentId: this.studentId(), name: this.name(), sibling } },
    );
    if (changed) this.household.reload();
    return changed ?? false;
  }
}
