import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import { ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { MatError, MatFormField, MatLabel } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router } from '@angular/router';
import {
  CHANGE_SOURCES,
  LIMITS,
  type ContactCardSaved,
  type ContactCardView,
  type GuardianKind,
} from '@tongxin/shared';
import type { Subscription } from 'rxjs';
import { DayWords } from '../../../core/days/day-words.js';
import { Drafts } from '../../../core/drafts/drafts.js';
import { translate } from '../../../core/language/texts.js';
import type { RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { VillageChoices } from '../../../core/villages/village-choices.js';
import { askConflict } from '../../../ui/conflict/ask-conflict.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { cardConflict } from '../data/card-conflict.js';
import {
  blankPerson,
  cardDraft,
  cardForm,
  cardRequest,
  personForm,
  type CardDraft,
  type CardForm,
  type PersonForm,
} from '../data/card-form.js';
import { ContactCardsApi } from '../data/contact-cards.api.js';
import { FormSending, refusalWords } from '../../../core/forms/form-refusals.js';
import { OpenStudent } from '../data/open-student.js';
import { siblingWords } from '../data/sibling-words.js';
import { StudentsApi } from '../data/students.api.js';
import { FormProblem } from '../../../ui/forms/form-problem.js';
import { PersonFields } from '../parts/person-fields.js';
import { PhoneFields } from '../parts/phone-fields.js';

/** What was typed, and which state of the card it was typed upon. */
interface KeptCard {
  read: ContactCardView;
  draft: CardDraft;
}

/** Changes the whole contact card; every old value stays in the history with who, from where and why. */
@Component({
  selector: 'tx-edit-contacts-page',
  imports: [
    EmptyState,
    FormProblem,
    Icon,
    MatButton,
    MatError,
    MatFormField,
    MatInput,
    MatLabel,
    PersonFields,
    PhoneFields,
    ReactiveFormsModule,
    States,
    VillageChoices,
  ],
  templateUrl: './edit-contacts.page.html',
  styleUrl: './edit-contacts.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class EditContactsPage {
  protected readonly t = translate();
  protected readonly wrong = refusalWords();
  protected readonly sending = new FormSending();
  protected readonly limits = LIMITS;
  protected readonly sources = CHANGE_SOURCES.filter((source) => source !== 'ledger');
  protected readonly student = inject(OpenStudent);
  private readonly api = inject(ContactCardsApi);
  private readonly students = inject(StudentsApi);
  private readonly drafts = inject(Drafts);
  private readonly days = inject(DayWords);
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  /** Brothers and sisters on whose cards the same can be changed, and the chosen ones. */
  private readonly household = this.api.household(() =>
    this.student.may('household.view') ? this.student.id() || undefined : undefined,
  );
  protected readonly siblings = computed(() => this.household.value()?.siblings ?? []);
  protected readonly siblingWords = siblingWords();
  protected readonly also = signal<ReadonlySet<string>>(new Set());

  protected readonly card = this.api.open(() => this.student.id() || undefined);
  protected readonly form = signal<CardForm | null>(null);
  /** True while the form shows words from an earlier attempt. */
  protected readonly restored = signal(false);
  protected readonly opened = signal<PersonForm | null>(null);
  protected readonly unfolded = signal<PersonForm | null>(null);
  protected readonly said = signal('');
  private read: ContactCardView | null = null;
  private keeping: Subscription | undefined;

  constructor() {
    effect(() => {
      const card = this.card.value();
      if (card && !untracked(this.form)) untracked(() => this.begin(card));
    });
    inject(DestroyRef).onDestroy(() => this.keeping?.unsubscribe());
  }

  protected addPerson(kind: GuardianKind): void {
    const person = personForm(blankPerson(kind));
    this.form()?.controls.guardians.push(person);
    this.opened.set(person);
  }

  protected removePerson(index: number): void {
    this.form()?.controls.guardians.removeAt(index);
  }

  /** Up or down in the order to call; the focus stays on the button that was pressed, so that it can be pressed again. */
  protected move(index: number, step: -1 | 1): void {
    const people = this.form()?.controls.guardians;
    const person = people?.at(index);
    if (!people || !person || !people.controls[index + step]) return;
    people.removeAt(index, { emitEvent: false });
    people.insert(index + step, person);
    this.said.set(this.t('students.card.moved', { name: person.controls.name.value, position: index + step + 1 }));
    afterNextRender(
      () => {
        const row = this.host.nativeElement.querySelectorAll('tx-person-fields')[index + step];
        const pressed = row?.querySelector<HTMLButtonElement>(step < 0 ? '.up' : '.down');
        const other = row?.querySelector<HTMLButtonElement>(step < 0 ? '.down' : '.up');
        (pressed?.disabled ? other : pressed)?.focus();
      },
      { injector: this.injector },
    );
  }

  protected async save(): Promise<void> {
    const form = this.form();
    const read = this.read;
    if (!form || !read) return;
    const draft = form.getRawValue();
    const saved = await this.sending.send(
      form,
      () => this.api.save(this.student.id(), cardRequest(draft, read, [...this.also()]), read.version),
      (problem) => this.settle(problem, draft),
    );
    if (!saved) return this.showFaults(form);
    this.drafts.drop(this.draftKey());
    this.students.noteChange();
    this.student.reading.reload();
    this.notices.say(this.t(this.outcomeWords(saved)));
    await this.toCard();
  }

  protected choose(siblingId: string, chosen: boolean): void {
    this.also.update((before) => {
      const after = new Set(before);
      if (chosen) after.add(siblingId);
      else after.delete(siblingId);
      return after;
    });
  }

  /** What of a change counts, and what waits for the department; the card as somebody else left it says neither. */
  private outcomeWords(saved: ContactCardSaved | ContactCardView): string {
    const waits = 'proposed' in saved && saved.proposed.length > 0;
    const counts = 'applied' in saved && saved.applied.length > 0;
    if (waits) return counts ? 'students.card.savedBoth' : 'students.card.savedWaits';
    return counts && !saved.editsAtOnce ? 'students.card.savedPhones' : 'students.card.saved';
  }

  protected async leave(): Promise<void> {
    this.keeping?.unsubscribe();
    this.drafts.drop(this.draftKey());
    await this.toCard();
  }

  /** Throws away what an earlier attempt had typed and begins with the card as it is now. */
  protected startOver(): void {
    this.drafts.drop(this.draftKey());
    const card = this.card.value();
    if (card) this.begin(card);
  }

  private begin(card: ContactCardView): void {
    const kept = this.drafts.get<KeptCard>(this.draftKey());
    this.read = kept?.read ?? card;
    const form = cardForm(kept?.draft ?? cardDraft(card));
    this.restored.set(kept !== undefined);
    this.opened.set(form.controls.guardians.length === 1 ? (form.controls.guardians.at(0) ?? null) : null);
    this.keeping?.unsubscribe();
    this.keeping = form.valueChanges.subscribe(() => {
      if (this.read) this.drafts.keep<KeptCard>(this.draftKey(), { read: this.read, draft: form.getRawValue() });
    });
    this.form.set(form);
  }

  /** Somebody else changed the card meanwhile: both are shown, and nothing is lost until one is chosen. */
  private async settle(problem: RequestProblem, draft: CardDraft): Promise<ContactCardView | undefined> {
    const saved = problem.current as ContactCardView;
    const choice = await askConflict(
      this.sheets,
      cardConflict(draft, saved, {
        field: (name) => this.t(`students.fields.${name}`),
        relationship: (code) => this.t(`relationships.${code}`),
        kind: (code) => this.t(`guardianKinds.${code}`),
        sex: (code) => this.t(`sexes.${code}`),
        day: (day) => this.days.date(day),
        yesOrNo: (value) => this.t(value ? 'students.yes' : 'students.no'),
      }),
    );
    if (choice === 'theirs') return saved;
    if (choice === undefined) return undefined;
    this.read = saved;
    return this.api.save(
      this.student.id(),
      cardRequest(draft, saved, [...this.also()]),
      problem.currentVersion ?? saved.version,
    );
  }

  /** Opens the first person whose fields were refused and takes the reader to the first fault. */
  private showFaults(form: CardForm): void {
    const faulty = form.controls.guardians.controls.find((person) => person.invalid);
    if (faulty && form.controls.village.valid && form.controls.address.valid) {
      this.opened.set(faulty);
      this.unfolded.set(faulty);
    }
    afterNextRender(
      () => {
        const find = (what: string) => this.host.nativeElement.querySelector<HTMLElement>(what);
        const fault =
          find('input.ng-invalid, select.ng-invalid, textarea.ng-invalid') ?? find('tx-form-problem tx-problem-panel');
        fault?.scrollIntoView({ block: 'center' });
        fault?.focus();
      },
      { injector: this.injector },
    );
  }

  private async toCard(): Promise<void> {
    await this.router.navigate(['/students', this.student.id(), 'contacts'], { queryParamsHandling: 'preserve' });
  }

  private draftKey(): string {
    return `card:${this.student.id()}`;
  }
}
