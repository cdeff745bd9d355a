import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';
import type { Tx } from '../../database/transaction.js';
import type { Viewer } from '../access/viewer.js';
import { ConflictError, ForbiddenError, NotFoundError, StaleVersionError } from '../errors/domain-error.js';
import { Proposal } from './proposal.entity.js';

/** One line of the difference a proposal makes, shaped for the person who looks: masked where they see it masked. */
export interface ProposedChange {
  /** The field as the client names it, for example `guardians.phone`, `category`, `role`. */
  readonly field: string;
  /** Whose value it is, where the field belongs to somebody of the card: "王奶奶". */
  readonly person?: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** It counts already and only asks to be confirmed. */
  readonly applied?: boolean;
  /** Only where it has been overtaken: what stands there now is neither `before` nor `after`, but this. */
  readonly present?: string | null;
}

/** What a person sees of a proposal beside its own columns. */
export interface ProposalContent {
  /** Whom or what it concerns, where it is no child: a colleague's name, a class. Null for a proposal about a child. */
  readonly about: string | null;
  readonly changes: readonly ProposedChange[];
}

/** What somebody says beside yes. */
export interface Decision {
  /** What has changed since it was proposed may be replaced: the person has been shown both and decided for the proposal. */
  readonly replaceNewer: boolean;
}

/** What a feature says about one kind of proposal. All of it runs inside the transaction of the person who looks or decides. */
export interface ProposalKind {
  readonly kind: string;
  /**
   * Whether this person's post sees proposals of this kind at all, beside the own ones; left out: every post that sees approvals of the school.
   * Lists then need not read what {@link show} would leave out anyway.
   */
  seenBy?(viewer: Viewer): boolean;
  /**
   * @returns the content of each proposal this person may see, by its id; what may not be seen has no entry and is not there.
   * Whoever proposed it always sees it while they may still reach what it concerns.
   */
  show(tx: Tx, proposals: readonly Proposal[]): Promise<ReadonlyMap<string, ProposalContent>>;
  /** @returns whether this person's post decides on it; that nobody decides on an own proposal is held for all kinds */
  mayDecide(viewer: Viewer, proposal: Proposal): boolean;
  /**
   * Makes what is proposed so.
   * @param decision what the person said beside yes
   * @throws ConflictError where it cannot be made so any more; the proposal stays open then
   */
  apply(tx: Tx, proposal: Proposal, decision: Decision): Promise<void>;
  /** Takes back what counted already while it waited; most kinds have nothing to do. */
  sendBack?(tx: Tx, proposal: Proposal, reason: string | null): Promise<void>;
}

export interface NewProposal {
  readonly kind: string;
  readonly studentId?: string | null;
  readonly subjectId?: string | null;
  readonly content: Record<string, unknown>;
  readonly reason?: string | null;
}

/** What waits for a second person. Features register their kinds while the modules are put together, like jobs. */
@Injectable()
export class Proposals {
  private readonly kinds = new Map<string, ProposalKind>();

  register(kind: ProposalKind): void {
    if (this.kinds.has(kind.kind)) throw new Error(`two features for proposals of the kind ${kind.kind}`);
    this.kinds.set(kind.kind, kind);
  }

  /** @throws Error for a kind nobody registered: a stored proposal nobody can read is a fault of ours */
  kindOf(proposal: Pick<Proposal, 'kind'>): ProposalKind {
    const kind = this.kinds.get(proposal.kind);
    if (!kind) throw new Error(`no feature for proposals of the kind ${proposal.kind}`);
    return kind;
  }

  /** @returns the kinds of which this person's post sees any beside the own ones */
  kindsSeenBy(viewer: Viewer): string[] {
    return [...this.kinds.values()].filter((kind) => kind.seenBy?.(viewer) ?? true).map(({ kind }) => kind);
  }

  /** Puts something before a second person, in the act's own transaction. @returns the stored proposal */
  async propose(tx: Tx, proposal: NewProposal): Promise<Proposal> {
    return this.store(tx, proposal, 'staff', tx.viewer.id);
  }

  /** The same for a guardian who has no account; the transaction runs in the name of the product. */
  async proposeForGuardian(tx: Tx, proposal: NewProposal): Promise<Proposal> {
    return this.store(tx, proposal, 'guardianLink', null);
  }

  /** @returns the viewer's own open proposals of a kind about a child, locked until the transaction ends */
  async openBy(tx: Tx, { kind, studentId }: { kind: string; studentId: string }): Promise<Proposal[]> {
    return tx.findForUpdate(Proposal, { kind, studentId, status: 'open', proposedBy: tx.viewer.id });
  }

  /** Says an own open proposal anew: its content and reason are the present ones, and who has seen the former version is told so. */
  async amend(tx: Tx, proposal: Proposal, content: Record<string, unknown>, reason: string | null): Promise<Proposal> {
    await tx.updateVersion(Proposal, { id: proposal.id }, proposal, proposal.version, { content, reason });
    await tx.trace('proposal.amended', { studentId: proposal.studentId, subjectId: proposal.id });
    return (await tx.findOne(Proposal, { id: proposal.id }))!;
  }

  private async store(
    tx: Tx,
    proposal: NewProposal,
    origin: Proposal['origin'],
    proposedBy: string | null,
  ): Promise<Proposal> {
    this.kindOf(proposal);
    const id = v7();
    await tx.insert(Proposal, {
      id,
      kind: proposal.kind,
      studentId: proposal.studentId ?? null,
      subjectId: proposal.subjectId ?? null,
      content: proposal.content,
      reason: proposal.reason ?? null,
      origin,
      proposedBy,
      proposedAt: tx.viewer.now,
    });
    await tx.trace('proposal.made', { studentId: proposal.studentId ?? null, subjectId: id });
    return (await tx.findOne(Proposal, { id }))!;
  }

  /**
   * Approves: what was proposed becomes so, in this transaction.
   * @param seen the version the person has seen; null where they did not say
   * @throws NotFoundError, ForbiddenError, StaleVersionError; ConflictError `proposal.own` for an own one, `proposal.decided` for the second approval
   */
  async approve(tx: Tx, id: string, seen: number | null, decision: Decision = { replaceNewer: false }): Promise<void> {
    const { proposal, kind } = await this.openForDecision(tx, id, seen);
    await kind.apply(tx, proposal, decision);
    await this.close(tx, proposal, 'approved', null);
    await tx.trace('proposal.approved', { studentId: proposal.studentId, subjectId: id });
  }

  /** Sends back with a reason; nothing of it comes true. @throws as {@link approve} */
  async sendBack(tx: Tx, id: string, seen: number | null, reason: string): Promise<void> {
    const { proposal, kind } = await this.openForDecision(tx, id, seen);
    await kind.sendBack?.(tx, proposal, reason);
    await this.close(tx, proposal, 'sentBack', reason);
    await tx.trace('proposal.sentBack', { studentId: proposal.studentId, subjectId: id });
  }

  /** Takes an own proposal back while nobody has decided. @throws NotFoundError, ForbiddenError for somebody else's, ConflictError `proposal.decided` */
  async withdraw(tx: Tx, id: string, seen: number | null): Promise<void> {
    const proposal = await tx.findOneForUpdate(Proposal, { id });
    if (!proposal) throw new NotFoundError();
    const kind = this.kindOf(proposal);
    if (proposal.proposedBy !== tx.viewer.id)
      throw (await kind.show(tx, [proposal])).has(id) ? new ForbiddenError() : new NotFoundError();
    refuseDecided(proposal, seen);
    await kind.sendBack?.(tx, proposal, null);
    await this.close(tx, proposal, 'withdrawn', null);
    await tx.trace('proposal.withdrawn', { studentId: proposal.studentId, subjectId: id });
  }

  /** See, then may: who does not see it gets 404; who sees it and does not decide on it 403; the own one and the decided one 409. */
  private async openForDecision(
    tx: Tx,
    id: string,
    seen: number | null,
  ): Promise<{ proposal: Proposal; kind: ProposalKind }> {
    const proposal = await tx.findOneForUpdate(Proposal, { id });
    if (!proposal) throw new NotFoundError();
    const kind = this.kindOf(proposal);
    if (!(await kind.show(tx, [proposal])).has(id)) throw new NotFoundError();
    if (!kind.mayDecide(tx.viewer, proposal)) throw new ForbiddenError();
    if (proposal.proposedBy === tx.viewer.id) throw new ConflictError('proposal.own');
    refuseDecided(proposal, seen);
    return { proposal, kind };
  }

  private async close(tx: Tx, proposal: Proposal, status: Proposal['status'], reason: string | null): Promise<void> {
    await tx.updateVersion(Proposal, { id: proposal.id }, proposal, proposal.version, {
      status,
      decidedBy: tx.viewer.id,
      decidedAt: tx.viewer.now,
      decisionReason: reason,
    });
  }
}

function refuseDecided(proposal: Proposal, seen: number | null): void {
  if (proposal.status !== 'open') throw new ConflictError('proposal.decided');
  if (seen !== null && seen !== proposal.version) throw new StaleVersionError(proposal.version);
}
