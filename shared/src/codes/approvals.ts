/** What a second person decides about, by kind; each is one feature's. */
export const PROPOSAL_KINDS = [
  'contactCard.change',
  'contactCard.guardianCorrection',
  'category.add',
  'category.end',
  'role.grant',
  'class.assignment',
  'password.reset',
  'ledger.export',
] as const;
export type ProposalKindCode = (typeof PROPOSAL_KINDS)[number];

/** What has become of a proposal. */
export const PROPOSAL_STATUS_CODES = ['open', 'approved', 'sentBack', 'withdrawn'] as const;
export type ProposalStatusCode = (typeof PROPOSAL_STATUS_CODES)[number];

/** Who proposed: a colleague, or a guardian by the link to the own child's card. */
export const PROPOSAL_ORIGINS = ['staff', 'guardianLink'] as const;

/** What somebody may do with a proposal they see. */
export const PROPOSAL_ACTS = ['approve', 'sendBack', 'withdraw'] as const;
export type ProposalAct = (typeof PROPOSAL_ACTS)[number];
