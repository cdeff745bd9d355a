import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { PUBLIC_HOLIDAY_YEARS } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { Texts, translate } from '../../../core/language/texts.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { SchoolApi } from '../data/school.api.js';

/** The public holidays of a year beside what the school has entered: one press takes them over, nothing of the school's own is lost. */
@Component({
  selector: 'tx-public-holidays-sheet',
  imports: [FilterChips, Icon, MatButton, ProblemPanel, SheetFrame, States],
  template: `
    <tx-sheet-frame [title]="t('school.publicHolidays.title')" [subtitle]="t('school.publicHolidays.line')">
      <tx-filter-chips
        [label]="t('school.publicHolidays.year')"
        [choices]="years"
        [chosen]="'' + year()"
        (chosenChange)="year.set(+$event)"
      />
      @if (problem(); as refused) {
        <tx-problem-panel [problem]="refused" [retryable]="false" />
      }
      <tx-states [of]="reading" [count]="7">
        @if (reading.value(); as view) {
          @if (!view.published) {
            <p class="says"><tx-icon name="info" />{{ t('school.publicHolidays.expected') }}</p>
          }
          <ul>
            @for (entry of view.days; track entry.from) {
              <li [class]="entry.kind">
                <span class="words">
                  <span class="name">{{ language() === 'en' ? entry.nameEn : entry.name }}</span>
                  <span class="muted">{{ range(entry) }}</span>
                  @if (entry.there; as there) {
                    <span class="change">{{ t('school.publicHolidays.instead', { days: range(there) }) }}</span>
                  }
                </span>
                <span class="state" [class]="entry.state">
                  <tx-icon [name]="entry.state === 'same' ? 'check' : entry.state === 'new' ? 'add' : 'sync'" />
                  {{ t('school.publicHolidays.states.' + entry.state) }}
                </span>
              </li>
            }
          </ul>
        }
      </tx-states>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.close') }}</button>
      @if (open() > 0) {
        <button actions matButton="filled" type="button" [attr.aria-busy]="busy()" (click)="take()">
          {{ t(busy() ? 'words.saving' : 'school.publicHolidays.take', { count: open() }) }}
        </button>
      }
    </tx-sheet-frame>
  `,
  styleUrl: './public-holidays.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PublicHolidaysSheet {
  protected readonly t = translate();
  protected readonly language = inject(Texts).language;
  protected readonly window = inject<MatDialogRef<PublicHolidaysSheet>>(MatDialogRef);
  private readonly dayWords = inject(DayWords);
  private readonly api = inject(SchoolApi);
  private readonly notices = inject(UndoBar);

  protected readonly year = signal(within(inject<number>(MAT_DIALOG_DATA)));
  protected readonly years = Array.from(
    { length: PUBLIC_HOLIDAY_YEARS.last - PUBLIC_HOLIDAY_YEARS.first + 1 },
    (_, index) => ({
      value: String(PUBLIC_HOLIDAY_YEARS.first + index),
      text: String(PUBLIC_HOLIDAY_YEARS.first + index),
    }),
  );
  protected readonly reading = this.api.publicYear(this.year);
  /** How many entries taking them over would add or change. */
  protected readonly open = computed(
    () => this.reading.value()?.days.filter(({ state }) => state !== 'same').length ?? 0,
  );
  protected readonly busy = signal(false);
  protected readonly problem = signal<RequestProblem | null>(null);

  protected range(days: { from: string; to: string }): string {
    const from = this.dayWords.date(days.from);
    return days.from === days.to ? from : this.t('school.range', { from, to: this.dayWords.date(days.to) });
  }

  protected async take(): Promise<void> {
    if (this.busy()) return;
    this.busy.set(true);
    this.problem.set(null);
    try {
      const { added, changed } = await this.api.takePublicYear(this.year());
      this.notices.say(this.t('school.publicHolidays.taken', { count: added + changed }));
      this.window.close();
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.busy.set(false);
    }
  }
}

function within(year: number): number {
  return Math.min(Math.max(year, PUBLIC_HOLIDAY_YEARS.first), PUBLIC_HOLIDAY_YEARS.last);
}
