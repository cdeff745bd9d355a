import { ChangeDetectionStrategy, Component, computed, effect, inject, untracked } from '@angular/core';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, SCHOOL_SYSTEMS, type SchoolSystem, type SchoolView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips } from '../../../ui/filter/filter-chips.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { askConflict } from '../../../ui/conflict/ask-conflict.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { SchoolApi } from '../data/school.api.js';

/** What the school is called, how many years its stages have, and by which clock it lives. */
@Component({
  selector: 'tx-profile-page',
  imports: [
    FilterChips,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    PageHeader,
    ProblemPanel,
    ReactiveFormsModule,
    States,
  ],
  templateUrl: './profile.page.html',
  styleUrl: './profile.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfilePage {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.schoolNameMax;
  private readonly api = inject(SchoolApi);
  private readonly session = inject(Session);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);

  protected readonly reading = this.api.school();
  private readonly school = computed(() => this.reading.value()?.items[0]);
  protected readonly systems = computed(() =>
    SCHOOL_SYSTEMS.map((system) => ({ value: system, text: this.t(`school.profile.systems.${system}`) })),
  );
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [needed] }),
    system: new FormControl<SchoolSystem>('63', { nonNullable: true }),
    timeZone: new FormControl('', { nonNullable: true, validators: [needed] }),
  });

  constructor() {
    effect(() => {
      const school = this.school();
      // What somebody is typing stays while the school is read again.
      if (school && untracked(() => !this.form.dirty)) this.fill(school);
    });
  }

  protected choose(system: string): void {
    this.form.controls.system.setValue(system as SchoolSystem);
    this.form.controls.system.markAsDirty();
  }

  protected async save(): Promise<void> {
    const school = this.school();
    if (!school) return;
    const { name, system, timeZone } = this.form.getRawValue();
    const request = { name: name.trim(), system, timeZone: timeZone.trim() };
    const saved = await this.sending.send(
      this.form,
      () => this.api.editSchool(school, request),
      async (problem) => {
        const theirs = problem.current as SchoolView;
        const choice = await askConflict(this.sheets, [
          { field: this.t('school.profile.name'), mine: request.name, theirs: theirs.name },
          {
            field: this.t('school.profile.system'),
            mine: this.t(`school.profile.systems.${request.system}`),
            theirs: this.t(`school.profile.systems.${theirs.system}`),
          },
          { field: this.t('school.profile.timeZone'), mine: request.timeZone, theirs: theirs.timeZone },
        ]);
        if (choice === 'mine') return this.api.editSchool(theirs, request);
        return choice === 'theirs' ? theirs : undefined;
      },
    );
    if (!saved) return;
    this.fill(saved);
    this.reading.reload();
    void this.session.load();
    this.notices.say(this.t('school.profile.saved'));
  }

  private fill({ name, system, timeZone }: SchoolView): void {
    this.form.reset({ name, system: system as SchoolSystem, timeZone });
  }
}
