import {
  ChangeDetectionStrategy,
  Component,
  ElementRef,
  afterRenderEffect,
  computed,
  effect,
  inject,
  untracked,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton, MatFabButton, MatIconButton } from '@angular/material/button';
import { ActivatedRoute, NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { Permission } from '@tongxin/shared';
import { filter, map, startWith } from 'rxjs';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { Icon } from '../../../ui/icon/icon.js';
import { Face } from '../../../ui/person/face.js';
import { Sheets } from '../../../ui/sheet/sheets.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { States } from '../../../ui/states/states.js';
import { TalkOutbox, TalkSheets } from '../../talks/index.js';
import { callable } from '../data/callable.js';
import { OpenStudent } from '../data/open-student.js';
import { Reveals } from '../data/reveals.js';
import type { CallSheetData } from '../parts/call.sheet.js';
import { UrgencyMark } from '../parts/urgency-mark.js';

/** The tabs of a child and who may open them; what one may not open is not there. */
const TABS: readonly (readonly [path: string, needs: Permission])[] = [
  ['overview', 'student.view'],
  ['contacts', 'contactCard.view'],
  ['timeline', 'timeline.view'],
  ['file', 'student.view'],
  ['log', 'accessLog.view'],
];

/** A tab beyond the edge of a narrow screen is brought in, and nothing else moves. */
const NEAREST: ScrollIntoViewOptions = { block: 'nearest', inline: 'nearest' };

/** The whole child on one page: who this is, how to reach the family, and the tabs. */
@Component({
  selector: 'tx-student-page',
  imports: [
    EmptyState,
    Face,
    Icon,
    MatButton,
    MatFabButton,
    MatIconButton,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    States,
    UrgencyMark,
  ],
  templateUrl: './student.page.html',
  styleUrl: './student.page.scss',
  providers: [OpenStudent, Reveals],
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StudentPage {
  protected readonly t = translate();
  protected readonly student = inject(OpenStudent);
  private readonly reveals = inject(Reveals);
  protected readonly days = inject(DayWords);
  protected readonly session = inject(Session);
  private readonly classes = inject(ClassWords);
  private readonly sheets = inject(Sheets);
  private readonly talks = inject(TalkSheets);
  private readonly route = inject(ActivatedRoute);
  private readonly router = inject(Router);

  protected readonly openTab = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(null),
      map(() => this.route.snapshot.firstChild?.url[0]?.path ?? 'overview'),
    ),
    { requireSync: true },
  );
  /** The file on A4 and the card on A6 have sheets of their own; nothing around them goes on paper. */
  protected readonly ownSheet = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(null),
      map(() => {
        const [tab, part] = (this.route.snapshot.firstChild?.url ?? []).map(({ path }) => path);
        return tab === 'contacts' || part === 'print';
      }),
    ),
    { requireSync: true },
  );
  protected readonly tabs = computed(() =>
    TABS.filter(([path, needs]) => this.student.may(needs) && (path !== 'file' || this.seesFile())).map(([path]) => ({
      path,
      text: `students.tabs.${path}`,
    })),
  );
  /** Who does not know whether a child has a care file has no tab for it. */
  private readonly seesFile = computed(() => {
    const view = this.student.view();
    return !!view?.careFile || this.student.may('category.edit') || this.student.may('category.propose');
  });
  protected readonly urgency = computed(() => {
    const file = this.student.view()?.careFile;
    return file?.urgency && file.urgency !== 'normal' ? { level: file.urgency, reviewOn: file.reviewOn } : null;
  });
  /** The child is there, and so is the tab; else the address does not exist for this reader. */
  protected readonly here = computed(() => this.tabs().some((tab) => tab.path === this.openTab()));
  protected readonly nowhere = computed(() => this.student.reading.problem()?.status === 404);
  protected readonly line = computed(() => {
    const view = this.student.view();
    if (!view) return [];
    return [
      this.classes.label(view.class),
      view.age === null ? null : this.t('students.age', { age: view.age }),
      view.birthDate === null ? null : this.t(`sexes.${view.sex}`),
    ].filter((part): part is string => part !== null);
  });
  private readonly telephones = computed(() => {
    const card = this.student.view()?.contactCard;
    return card && this.student.may('contactCard.reveal') ? callable(card) : [];
  });
  protected readonly mayCall = computed(() => this.telephones().length > 0);
  protected readonly mayRecord = computed(() => this.student.may('talk.create'));
  /** On a phone the button floats over what is looked at, but not over a card that is to be called from or filled in. */
  protected readonly floating = computed(() => this.mayRecord() && ['overview', 'timeline'].includes(this.openTab()));

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef);
    afterRenderEffect(() => {
      if (this.here()) host.nativeElement.querySelector(`.tabs [href*="/${this.openTab()}"]`)?.scrollIntoView(NEAREST);
    });
    const outbox = inject(TalkOutbox);
    const changesBefore = outbox.changes();
    effect(() => {
      if (outbox.changes() > changesBefore) untracked(() => this.student.reading.reload());
    });
  }

  /** One number is called at once; with several the caller chooses, in the order to call. */
  protected async call(): Promise<void> {
    const [first, ...others] = this.telephones();
    if (!first) return;
    if (others.length === 0) return this.reveals.call(first.phone);
    const { CallSheet } = await import('../parts/call.sheet.js');
    await this.sheets.open<InstanceType<typeof CallSheet>, CallSheetData>(CallSheet, {
      data: { child: this.student.view()?.name ?? '', telephones: this.telephones(), reveals: this.reveals },
    });
  }

  protected async recordTalk(): Promise<void> {
    const view = this.student.view();
    if (view) await this.talks.log({ student: { id: view.id, name: view.name, class: view.class } });
  }
}
