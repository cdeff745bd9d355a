import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatAutocomplete, MatAutocompleteTrigger, MatOption } from '@angular/material/autocomplete';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { LIMITS, type AssignmentView, type StaffView } from '@tongxin/shared';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { SchoolApi } from '../data/school.api.js';

export interface PostSheetData {
  classId: string;
  className: string;
  role: AssignmentView['role'];
  /** Somebody holds the post already and hands it over. */
  held: boolean;
}

/** So many names at most below the field; whoever types one more letter finds the rest. */
const SHOWN = 30;

/** Gives a class to somebody: who, from when, for how long. The department's word counts at once; the office asks the department. */
@Component({
  selector: 'tx-post-sheet',
  imports: [
    Icon,
    MatAutocomplete,
    MatAutocompleteTrigger,
    MatButton,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    MatOption,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
  ],
  template: `
    <tx-sheet-frame [title]="t('school.posts.' + data.role)" [subtitle]="data.className">
      <form id="post" [formGroup]="form" novalidate (ngSubmit)="save()" (keydown.control.enter)="save()">
        @if (sending.problem(); as problem) {
          <tx-problem-panel [problem]="problem" [safe]="t('states.typedKept')" [retryable]="false" />
        }
        @if (waits) {
          <p class="says"><tx-icon name="hourglass" />{{ t('school.post.waits') }}</p>
        }
        <mat-form-field appearance="outline">
          <mat-label>{{ t('school.post.who') }}</mat-label>
          <input matInput formControlName="staffId" autocomplete="off" [matAutocomplete]="people" />
          <mat-autocomplete #people="matAutocomplete" [displayWith]="nameOf" requireSelection autoActiveFirstOption>
            @for (person of offered(); track person.id) {
              <mat-option [value]="person.id">{{ person.name }}</mat-option>
            }
          </mat-autocomplete>
          <mat-error>{{ wrong(form.controls.staffId) }}</mat-error>
        </mat-form-field>
        @if (data.role === 'subjectTeacher') {
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.post.subject') }}</mat-label>
            <input matInput formControlName="subject" list="subjects" autocomplete="off" [attr.maxlength]="longest" />
            <mat-error>{{ wrong(form.controls.subject) }}</mat-error>
          </mat-form-field>
          <datalist id="subjects">
            @for (subject of t('school.subjects').split('、'); track subject) {
              <option [value]="subject"></option>
            }
          </datalist>
        }
        <div class="pair">
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.post.from') }}</mat-label>
            <input matInput type="date" formControlName="from" />
            <mat-error>{{ wrong(form.controls.from) }}</mat-error>
          </mat-form-field>
          <mat-form-field appearance="outline">
            <mat-label>{{ t('school.post.to') }}</mat-label>
            <input matInput type="date" formControlName="to" [min]="form.controls.from.value" />
            <mat-hint>{{ t(data.role === 'deputy' ? 'school.post.toDeputy' : 'school.post.toHint') }}</mat-hint>
            <mat-error>{{ wrong(form.controls.to) }}</mat-error>
          </mat-form-field>
        </div>
        @if (data.held) {
          <p class="muted">{{ t('school.post.handsOver') }}</p>
        }
      </form>
      <button actions matButton="outlined" type="button" (click)="window.close()">{{ t('words.cancel') }}</button>
      <button actions matButton="filled" type="submit" form="post" [attr.aria-busy]="sending.busy()">
        {{ t(sending.busy() ? 'words.saving' : waits ? 'school.post.ask' : 'words.save') }}
      </button>
    </tx-sheet-frame>
  `,
  styleUrl: './sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PostSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly longest = LIMITS.termNameMax;
  protected readonly data = inject<PostSheetData>(MAT_DIALOG_DATA);
  protected readonly window = inject<MatDialogRef<PostSheet>>(MatDialogRef);
  private readonly api = inject(SchoolApi);
  private readonly session = inject(Session);
  private readonly notices = inject(UndoBar);
  private readonly staff = this.api.staff();

  /** The office gives nothing by itself. */
  protected readonly waits = !this.session.view()?.roles.includes('moralEducation');
  protected readonly form = new FormGroup({
    staffId: new FormControl('', { nonNullable: true, validators: [needed] }),
    subject: new FormControl('', {
      nonNullable: true,
      validators: this.data.role === 'subjectTeacher' ? [needed] : [],
    }),
    from: new FormControl(this.session.today(), { nonNullable: true, validators: [needed] }),
    to: new FormControl('', { nonNullable: true }),
  });
  private readonly typed = toSignal(this.form.controls.staffId.valueChanges, { initialValue: '' });
  protected readonly offered = computed(() => {
    const typed = this.typed().trim();
    const own = this.session.view()?.user.id;
    const others = (this.staff.value() ?? []).filter(({ id }) => id !== own);
    const found = others.some(({ id }) => id === typed) ? others : others.filter(({ name }) => name.includes(typed));
    return found.slice(0, SHOWN);
  });

  protected readonly nameOf = (id: string | null): string =>
    this.staff.value()?.find((person: StaffView) => person.id === id)?.name ?? '';

  protected async save(): Promise<void> {
    const { staffId, subject, from, to } = this.form.getRawValue();
    const { classId, role, held } = this.data;
    const outcome = await this.sending.send(this.form, () =>
      this.api.givePost({
        classId,
        staffId,
        role,
        from,
        ...(to ? { to } : {}),
        ...(role === 'subjectTeacher' ? { subject: subject.trim() } : {}),
        ...(held ? { replace: true } : {}),
      }),
    );
    if (!outcome) return;
    this.notices.say(this.t(outcome.assignment ? 'school.post.given' : 'school.post.asked'));
    this.window.close();
  }
}
