import { ChangeDetectionStrategy, Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { PROPOSAL_KINDS, type ApprovalListItem } from '@tongxin/shared';
import { ClassWords } from '../../../core/classes/class-words.js';
import { DayWords } from '../../../core/days/day-words.js';
import { translate } from '../../../core/language/texts.js';
import { Session } from '../../../core/session/session.js';
import { FilterChips, type FilterChoice } from '../../../ui/filter/filter-chips.js';
import { Icon } from '../../../ui/icon/icon.js';
import { PageHeader } from '../../../ui/page-header/page-header.js';
import { Face } from '../../../ui/person/face.js';
import { EmptyState } from '../../../ui/states/empty-state.js';
import { ProblemPanel } from '../../../ui/states/problem-panel.js';
import { States } from '../../../ui/states/states.js';
import { fieldWords } from '../../students/data/field-words.js';
import { ApprovalsApi, type ApprovalFilter } from '../data/approvals.api.js';

/** Kinds a person meets who proposes or decides about children, and those about colleagues. */
const KINDS_OF_COLLEAGUES: readonly string[] = ['role.grant', 'class.assignment', 'password.reset'];

/** What waits for a second person and what became of it: the list, and beside it the one that is open. */
@Component({
  selector: 'tx-approvals-page',
  imports: [
    EmptyState,
    Face,
    FilterChips,
    Icon,
    MatButton,
    PageHeader,
    ProblemPanel,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    States,
  ],
  templateUrl: './approvals.page.html',
  styleUrl: './approvals.page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ApprovalsPage {
  protected readonly t = translate();
  protected readonly days = inject(DayWords);
  private readonly words = fieldWords();
  private readonly api = inject(ApprovalsApi);
  private readonly classes = inject(ClassWords);
  private readonly router = inject(Router);
  private readonly session = inject(Session);

  /** The filter, from the address. */
  readonly status = input<string>();
  readonly kind = input<string>();

  /** One of them is open beside the list. */
  protected readonly opened = signal(false);
  protected readonly filter = computed<ApprovalFilter>(() => ({
    status: this.status() === 'decided' ? 'decided' : 'open',
    kind: (PROPOSAL_KINDS as readonly string[]).includes(this.kind() ?? '') ? this.kind()! : '',
  }));
  protected readonly list = this.api.list(() => this.filter());
  protected readonly decides = computed(() => this.session.may('approval.decide'));
  protected readonly states = computed<readonly FilterChoice[]>(() => [
    { value: 'open', text: this.t('approvals.open') },
    { value: 'decided', text: this.t('approvals.decided') },
  ]);
  protected readonly kinds = computed<readonly FilterChoice[]>(() => {
    const kinds = PROPOSAL_KINDS.filter((kind) =>
      KINDS_OF_COLLEAGUES.includes(kind) ? this.session.may('grant.view') : this.session.may('contactCard.view'),
    );
    return [
      { value: '', text: this.t('approvals.allKinds') },
      ...kinds.map((value) => ({ value, text: this.t(`approvals.kinds.${value}`) })),
    ];
  });

  constructor() {
    effect(() => {
      if (this.api.decided() > 0) untracked(() => this.list.first.reload());
    });
  }

  protected show(changes: Record<string, string>): void {
    const queryParams = { status: this.filter().status, kind: this.filter().kind, ...changes };
    void this.router.navigate(['/approvals'], {
      queryParams: {
        status: queryParams.status === 'open' ? null : queryParams.status,
        kind: queryParams.kind || null,
      },
      replaceUrl: true,
    });
  }

  protected nameOf(one: ApprovalListItem): string {
    return one.student?.name ?? one.about ?? this.t(`approvals.kinds.${one.kind}`);
  }

  protected what(one: ApprovalListItem): string {
    const fields = one.fields.map((field) => this.words.field(field));
    const shown = fields.slice(0, 3).join(this.t('approvals.between'));
    return fields.length > 3 ? this.t('approvals.andMore', { shown, more: fields.length - 3 }) : shown;
  }

  protected who(one: ApprovalListItem): string {
    return `${one.proposedBy?.name ?? this.t('approvals.guardian')} · ${this.days.since(one.proposedAt)}`;
  }

  protected classOf(one: ApprovalListItem): string {
    return one.student?.class ? this.classes.label(one.student.class) : '';
  }
}
