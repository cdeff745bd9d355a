import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ContactCardView, PhoneView } from '@tongxin/shared';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { ContactCardsApi } from '../data/contact-cards.api.js';
import { OpenStudent } from '../data/open-student.js';
import { Reveals } from '../data/reveals.js';
import { StudentsApi } from '../data/students.api.js';
import { CardChanges } from '../parts/card-changes.js';
import { CardPrint } from '../parts/card-print.js';
import { Household } from '../parts/household.js';
import { PersonCard } from '../parts/person-card.js';
import { PhoneLine } from '../parts/phone-line.js';
import type { PrintSheetData } from '../parts/print.sheet.js';
import { WaitingChanges } from '../parts/waiting-changes.js';
import type { RevealSheetData } from '../parts/reveal.sheet.js';

/** Reach an adult now: the people in the order to call, the home, and whether the card is still true. */
@Component({
  selector: 'tx-contacts-page',
  imports: [
    CardChanges,
    CardPrint,
    EmptyState,
    Household,
    Icon,
    MatButton,
    PersonCard,
    PhoneLine,
    RouterLink,
    States,
    WaitingChanges,
  ],
  templateUrl: './contacts.page.html',
  styleUrl: './contacts.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContactsPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  protected readonly student = inject(OpenStudent);
  protected readonly reveals = inject(Reveals);
  private readonly api = inject(ContactCardsApi);
  private readonly students = inject(StudentsApi);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  protected readonly card = this.api.open(() => this.student.id() || undefined);
  protected readonly people = computed(() =>
    [...(this.card.value()?.guardians ?? [])].sort((one, other) => one.callOrder - other.callOrder),
  );
  protected readonly mayCall = computed(() => this.card.value()?.mayReveal ?? false);
  protected readonly mayShow = computed(() => this.mayCall() && this.reveals.mayShowPhones());
  protected readonly mayEdit = computed(() => this.card.value()?.mayEdit ?? false);
  protected readonly mayVerify = computed(() => this.student.may('contactCard.verify'));
  protected readonly verifying = signal(false);
  protected readonly historyShown = signal(false);

  protected async show(phone: PhoneView, whose: string): Promise<void> {
    const { RevealSheet } = await import('../parts/reveal.sheet.js');
    await this.sheets.open<InstanceType<typeof RevealSheet>, RevealSheetData>(RevealSheet, {
      data: {
        title: this.t('students.reveal.phoneOf', { name: whose }),
        request: { what: 'phone', id: phone.id },
        reveals: this.reveals,
      },
    });
  }

  /** One press: somebody was reached and everything is right, or nobody answered. */
  protected async verify(card: ContactCardView, reached: boolean): Promise<void> {
    if (this.verifying()) return;
    this.verifying.set(true);
    try {
      const verified = await this.api.verify(this.student.id(), { reached }, card.version);
      this.card.change(() => verified);
      this.student.reading.reload();
      this.students.noteChange();
      this.notices.say(this.t(reached ? 'students.card.verifiedNow' : 'students.card.notReachedNoted'));
    } catch (error) {
      const problem = toRequestProblem(error);
      if (problem.status === 412) this.card.reload();
      this.notices.say(this.sentences.sentence(problem), 'problem');
    } finally {
      this.verifying.set(false);
    }
  }

  /** Prints the card; full numbers only where the viewer asks for them, each noted on the access log. */
  protected async print(card: ContactCardView): Promise<void> {
    if (this.mayShow()) {
      const { PrintSheet } = await import('../parts/print.sheet.js');
      const ready = await this.sheets.open<InstanceType<typeof PrintSheet>, PrintSheetData, boolean>(PrintSheet, {
        data: { card, reveals: this.reveals },
      });
      if (!ready) return;
    }
    try {
      await this.api.notePrinting(this.student.id());
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
      return;
    }
    // The sheet must be gone from the page before the page is printed.
    setTimeout(() => window.print(), 300);
  }
}
