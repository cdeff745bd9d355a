import { ChangeDetectionStrategy, Component, ElementRef, computed, inject, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { Router, RouterLink } from '@angular/router';
import type { InvitedRow, StaffListView, StaffRowView } from '@tongxin/shared';
import { Texts, translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem, type RequestProblem } from '../../../core/problems/request-problem.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { saveDocument } from '../../imports/data/save-document.js';
import { AccountsApi } from '../data/accounts.api.js';
import { Slips } from '../data/slips.js';

/** So many the server invites in one request. */
const AT_ONCE = 50;

interface Left {
  readonly name: string;
  readonly problem: string;
}

/** The whole staff from a spreadsheet: choose it, look at each row, invite the chosen ones, print their slips. */
@Component({
  selector: 'tx-staff-list-page',
  imports: [EmptyState, Icon, MatButton, MatCheckbox, PageHeader, ProblemPanel, RouterLink],
  templateUrl: './staff-list.page.html',
  styleUrl: './staff-list.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StaffListPage {
  protected readonly t = translate();
  private readonly texts = inject(Texts);
  private readonly api = inject(AccountsApi);
  private readonly slips = inject(Slips);
  private readonly router = inject(Router);
  private readonly sentences = inject(ProblemSentences);
  private readonly notices = inject(UndoBar);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  protected readonly reading = signal(false);
  protected readonly list = signal<StaffListView | null>(null);
  protected readonly problem = signal<RequestProblem | null>(null);
  /** Why a file as a whole could not be read. */
  protected readonly refusal = signal<string | null>(null);
  private readonly left = signal<ReadonlySet<number>>(new Set());
  /** How many are invited already while the work is going on; null while nothing is. */
  protected readonly invited = signal<number | null>(null);
  protected readonly behind = signal<readonly Left[]>([]);
  protected readonly finished = signal(false);

  protected readonly chosen = computed(() =>
    (this.list()?.rows ?? []).filter(({ sheetRow, status }) => status !== 'error' && !this.left().has(sheetRow)),
  );

  protected choose(): void {
    this.field().nativeElement.click();
  }

  protected async picked(): Promise<void> {
    const field = this.field().nativeElement;
    const [file] = field.files ?? [];
    // The same file, mended, can be chosen again.
    const chosen = file ? new File([file], file.name, { type: file.type }) : null;
    field.value = '';
    if (!chosen || this.reading()) return;
    this.reading.set(true);
    this.problem.set(null);
    this.refusal.set(null);
    this.list.set(null);
    this.finished.set(false);
    this.behind.set([]);
    try {
      const list = await this.api.checkList(chosen);
      // A name that stands at the school already is left out until somebody says it is another person.
      this.left.set(new Set(list.rows.filter((row) => this.doubtful(row)).map(({ sheetRow }) => sheetRow)));
      this.list.set(list);
    } catch (error) {
      const problem = toRequestProblem(error);
      const atFile = problem.field('/file');
      if (atFile) this.refusal.set(this.sentences.fieldSentence(atFile.code, atFile.params));
      else this.problem.set(problem);
    } finally {
      this.reading.set(false);
    }
  }

  protected isChosen({ sheetRow, status }: StaffRowView): boolean {
    return status !== 'error' && !this.left().has(sheetRow);
  }

  protected toggle({ sheetRow }: StaffRowView, on: boolean): void {
    this.left.update((all) => {
      const next = new Set(all);
      if (on) next.delete(sheetRow);
      else next.add(sheetRow);
      return next;
    });
  }

  protected words(row: StaffRowView): string[] {
    return row.problems.map(({ column, code, params }) => {
      const sentence = this.sentences.fieldSentence(code, params);
      return column ? `${column}: ${sentence}` : sentence;
    });
  }

  protected roles(row: StaffRowView): string {
    return row.roles.map((role) => this.t(`roles.${role}`)).join(' · ');
  }

  /** Invites in steps; what is invited stays invited and its slips are kept, whatever becomes of the next step. */
  protected async invite(): Promise<void> {
    const rows = this.chosen();
    if (rows.length === 0 || this.invited() !== null) return;
    this.problem.set(null);
    this.invited.set(0);
    try {
      for (let from = 0; from < rows.length; from += AT_ONCE) {
        const step = rows.slice(from, from + AT_ONCE);
        const { items } = await this.api.inviteRows(
          step.map(({ name, username, roles }) => ({ name, username, roles: [...roles] })),
        );
        this.take(step, items);
        this.invited.update((count) => (count ?? 0) + items.filter(({ user }) => user !== null).length);
        // What is done is not offered again if a later step breaks off.
        this.left.update((all) => new Set([...all, ...step.map(({ sheetRow }) => sheetRow)]));
      }
      this.finished.set(true);
      if (this.behind().length === 0) await this.router.navigateByUrl('/school/people/slips');
    } catch (error) {
      this.problem.set(toRequestProblem(error));
    } finally {
      this.invited.set(null);
    }
  }

  protected async template(): Promise<void> {
    try {
      saveDocument(await this.api.template(this.texts.language()), this.t('accounts.list.templateFile'));
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    }
  }

  private take(rows: readonly StaffRowView[], items: readonly InvitedRow[]): void {
    this.slips.add(items.flatMap(({ slip }) => slip ?? []));
    const behind = items.flatMap(({ problem }, index) =>
      problem === null ? [] : [{ name: rows[index]!.name, problem: this.sentences.fieldSentence(problem) }],
    );
    this.behind.update((all) => [...all, ...behind]);
  }

  private doubtful({ problems }: StaffRowView): boolean {
    return problems.some(({ code }) => code === 'staff.inSchool');
  }
}
