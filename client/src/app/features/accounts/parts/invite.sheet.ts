import { ChangeDetectionStrategy, Component, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatDialogRef } from '@angular/material/dialog';
import { MatError, MatFormField, MatHint, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router } from '@angular/router';
import {
  checkPersonName,
  checkUsername,
  GRANTED_ROLES,
  LIMITS,
  type GrantedRole,
  type InvitedView,
} from '@tongxin/shared';
import { debounceTime } from 'rxjs';
import { ClassWords } from '../../../core/classes/class-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { SheetFrame } from '../../../ui/sheet/sheet-frame.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { checkedBy, FormSending, needed, refusalWords } from '../../../core/forms/form-refusals.js';
import { AccountsApi } from '../data/accounts.api.js';
import { Slips } from '../data/slips.js';
import { SlipCard } from './slip-card.js';

const TYPING_PAUSE = 350;
const CLASS_POSTS = ['headTeacher', 'subjectTeacher', 'deputy'] as const;
type ClassPost = (typeof CLASS_POSTS)[number];

/** Invites one colleague, then shows the slip to hand over. Closes with the person's id when somebody was invited and wants to be looked at. */
@Component({
  selector: 'tx-invite-sheet',
  imports: [
    Icon,
    MatButton,
    MatCheckbox,
    MatError,
    MatFormField,
    MatHint,
    MatInput,
    MatLabel,
    ProblemPanel,
    ReactiveFormsModule,
    SheetFrame,
    SlipCard,
  ],
  templateUrl: './invite.sheet.html',
  styleUrl: './invite.sheet.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class InviteSheet {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly roles = GRANTED_ROLES;
  protected readonly nameMax = LIMITS.nameMax;
  protected readonly usernameMax = LIMITS.usernameMax;
  protected readonly window = inject<MatDialogRef<InviteSheet, string>>(MatDialogRef);
  private readonly api = inject(AccountsApi);
  private readonly sentences = inject(ProblemSentences);
  private readonly slips = inject(Slips);
  private readonly router = inject(Router);

  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [needed, checkedBy(checkPersonName)] }),
    username: new FormControl('', { nonNullable: true, validators: [checkedBy(checkUsername)] }),
  });
  /** A class to head or to teach, where the person who invites may assign classes. */
  protected readonly post = new FormGroup({
    classId: new FormControl('', { nonNullable: true }),
    role: new FormControl<ClassPost>('headTeacher', { nonNullable: true }),
    subject: new FormControl('', { nonNullable: true }),
  });
  protected readonly classPosts = CLASS_POSTS;
  protected readonly subjectMax = LIMITS.termNameMax;
  protected readonly mayAssign = inject(Session).may('assignment.edit');
  protected readonly classes = this.api.classes(() => this.mayAssign);
  protected readonly classWords = inject(ClassWords);
  /** What became of the class, as a sentence. */
  protected readonly classOutcome = signal<string | null>(null);
  protected readonly chosen = signal<readonly GrantedRole[]>([]);
  protected readonly done = signal<InvitedView | null>(null);
  /** The user name comes from the name until somebody types their own. */
  private suggested = '';

  constructor() {
    this.form.controls.name.valueChanges
      .pipe(debounceTime(TYPING_PAUSE), takeUntilDestroyed())
      .subscribe((name) => void this.suggest(name));
  }

  protected toggle(role: GrantedRole, on: boolean): void {
    this.chosen.update((all) => (on ? [...all, role] : all.filter((one) => one !== role)));
  }

  protected async invite(): Promise<void> {
    const { name, username } = this.form.getRawValue();
    const { classId, role, subject } = this.post.getRawValue();
    if (classId && role === 'subjectTeacher' && !subject.trim()) {
      this.post.controls.subject.setErrors({ refused: { code: 'field.required' } });
      this.post.controls.subject.markAsTouched();
      return;
    }
    const invited = await this.sending.send(this.form, () =>
      this.api.invite({
        name: name.trim(),
        ...(username.trim() ? { username: username.trim() } : {}),
        ...(this.chosen().length ? { roles: [...this.chosen()] } : {}),
      }),
    );
    if (!invited) return;
    if (invited.slip) this.slips.add([invited.slip]);
    this.classOutcome.set(await this.assign(invited.user.id));
    this.done.set(invited);
  }

  /** The colleague is invited whatever becomes of the class; a class that cannot be given is said. */
  private async assign(staffId: string): Promise<string | null> {
    const { classId, role, subject } = this.post.getRawValue();
    if (!classId) return null;
    const of = this.classes.value()?.items.find(({ id }) => id === classId);
    const name = this.t(`accounts.posts.${role}`, { class: of ? this.classWords.label(of) : '', subject });
    try {
      const { assignment } = await this.api.assign({
        classId,
        staffId,
        role,
        ...(role === 'subjectTeacher' ? { subject: subject.trim() } : {}),
      });
      return this.t(`accounts.grants.outcome.${assignment ? 'given' : 'waits'}`, { role: name });
    } catch (error) {
      const problem = toRequestProblem(error);
      const [field] = problem.fields;
      const reason = field ? this.sentences.fieldSentence(field.code, field.params) : this.sentences.sentence(problem);
      return this.t('accounts.invite.classRefused', { class: name, reason });
    }
  }

  protected another(): void {
    this.done.set(null);
    this.suggested = '';
    this.chosen.set([]);
    this.classOutcome.set(null);
    this.post.reset();
    this.form.reset();
  }

  protected async toSlips(): Promise<void> {
    this.window.close();
    await this.router.navigateByUrl('/school/people/slips');
  }

  private async suggest(name: string): Promise<void> {
    const { username } = this.form.controls;
    if (username.value !== this.suggested || !checkPersonName(name).ok) return;
    // Only a proposal: without it the server makes the user name.
    const answer = await this.api.suggest(name).catch(() => null);
    if (!answer || username.value !== this.suggested || this.form.controls.name.value !== name) return;
    this.suggested = answer.username;
    username.setValue(answer.username);
  }
}
