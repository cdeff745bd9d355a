import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { GRANTED_ROLES, LIMITS, type UserListItem } from '@tongxin/shared';
import { debounceTime, map } from 'rxjs';
import { DayWords } from '../../../core/days/day-words.js';
import { paged } from '../../../core/http/paged.js';
import { translate } from '../../../core/language/texts.js';
import { ProblemSentences } from '../../../core/problems/problem-sentences.js';
import { toRequestProblem } from '../../../core/problems/request-problem.js';
import { Session } from '../../../core/session/session.js';
import { UndoBar } from '../../../core/undo/undo-bar.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { PersonRow } from '../../../ui/person/person-row.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { AccountsApi, type PeopleFilter } from '../data/accounts.api.js';
import { PersonWords } from '../data/person-words.js';
import { Slips } from '../data/slips.js';
import { UserStateChip } from '../parts/state-chip.js';

const STATES = ['invited', 'active', 'disabled'] as const;
const ROLES = ['headTeacher', 'subjectTeacher', ...GRANTED_ROLES] as const;
const TYPING_PAUSE = 250;
/** So many codes the server makes in one request. */
const CODES_AT_ONCE = 50;

/** Everybody with an account: who has come in, who has not, what each holds; and the way to invite more. */
@Component({
  selector: 'tx-people-page',
  imports: [
    EmptyState,
    FilterChips,
    Icon,
    MatButton,
    PageHeader,
    PersonRow,
    ProblemPanel,
    ReactiveFormsModule,
    RouterLink,
    States,
    UserStateChip,
  ],
  templateUrl: './people.page.html',
  styleUrl: './people.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PeoplePage {
  protected readonly t = translate();
  protected readonly session = inject(Session);
  protected readonly slips = inject(Slips);
  protected readonly words = inject(PersonWords);
  private readonly days = inject(DayWords);
  private readonly api = inject(AccountsApi);
  private readonly router = inject(Router);
  private readonly sheets = inject(Sheets);
  private readonly notices = inject(UndoBar);
  private readonly sentences = inject(ProblemSentences);

  /** The filter, from the address; the name looked for never stands there. */
  readonly state = input<string>();
  readonly role = input<string>();

  protected readonly longest = LIMITS.searchQueryMax;
  protected readonly query = new FormControl('', { nonNullable: true });
  private readonly typed = toSignal(
    this.query.valueChanges.pipe(
      debounceTime(TYPING_PAUSE),
      map((words) => words.trim()),
    ),
    { initialValue: '' },
  );
  private readonly filter = computed<PeopleFilter>(() => ({
    ...(this.typed() ? { query: this.typed() } : {}),
    ...(STATES.some((one) => one === this.state()) ? { state: this.state() as UserListItem['state'] } : {}),
    ...(ROLES.some((one) => one === this.role()) ? { role: this.role() } : {}),
  }));
  protected readonly narrowed = computed(() => Object.keys(this.filter()).length > 0);
  protected readonly reading = this.api.people(this.filter);
  protected readonly pages = paged(this.reading, (cursor) => this.api.morePeople(untracked(this.filter), cursor));
  protected readonly opening = signal(false);
  protected readonly renewing = signal(false);

  protected readonly states = computed<FilterChoice[]>(() => [
    { value: '', text: this.t('words.all') },
    ...STATES.map((value) => ({ value, text: this.t(`accounts.filter.${value}`) })),
  ]);
  protected readonly roles = computed<FilterChoice[]>(() => [
    { value: '', text: this.t('accounts.filter.everyRole') },
    ...ROLES.map((value) => ({ value, text: this.t(`roles.${value}`) })),
  ]);

  constructor() {
    const before = this.api.changes();
    effect(() => {
      if (this.api.changes() > before) untracked(() => this.reading.reload());
    });
  }

  protected details(person: UserListItem): string[] {
    const posts = this.words.posts(person);
    const seen = person.lastSignInOn ? this.t('accounts.lastSignIn', { day: this.days.ago(person.lastSignInOn) }) : '';
    return [posts.join(' · ') || this.t('accounts.noPost'), seen].filter(Boolean);
  }

  protected narrow(change: { state?: string; role?: string }): void {
    const next = { state: this.state() ?? '', role: this.role() ?? '', ...change };
    void this.router.navigate([], { queryParams: { state: next.state || null, role: next.role || null } });
  }

  protected showAll(): void {
    this.query.setValue('');
    this.narrow({ state: '', role: '' });
  }

  /** Colleagues on the screen who never came in and whose code counts no more. */
  protected readonly expired = computed(() =>
    (this.pages.items() ?? [])
      .filter(({ state, code }) => state === 'invited' && (!code || code.expired))
      .slice(0, CODES_AT_ONCE),
  );

  protected async renewCodes(): Promise<void> {
    if (this.renewing()) return;
    this.renewing.set(true);
    try {
      const { slips } = await this.api.makeFirstCodes(this.expired().map(({ id }) => id));
      this.slips.add(slips);
      await this.router.navigateByUrl('/school/people/slips');
    } catch (error) {
      this.notices.say(this.sentences.sentence(toRequestProblem(error)), 'problem');
    } finally {
      this.renewing.set(false);
    }
  }

  protected async invite(): Promise<void> {
    if (this.opening()) return;
    this.opening.set(true);
    const { InviteSheet } = await import('../parts/invite.sheet.js').finally(() => this.opening.set(false));
    const id = await this.sheets.open<InstanceType<typeof InviteSheet>, unknown, string>(InviteSheet);
    if (id) await this.router.navigate(['/school/people', id]);
  }
}
