import type { Role } from './roles.js';

/**
 * How far a right reaches: `own` what I wrote · `class` children of a class I head now · `taught` children of classes I teach now ·
 * `paired` children I am paired with now · `referred` cases referred to me · `school` · `bureau` counts only · `self` my own account.
 */
export type Scope = 'self' | 'own' | 'class' | 'taught' | 'paired' | 'referred' | 'school' | 'bureau';

/** How closely a record is held: opening an audited or protected one leaves a row in the access log. */
export type Level = 'open' | 'audited' | 'protected' | 'closed';

/** Parts of a record that a role does not get to see although it sees the record. */
export type Withheld =
  | 'identity'
  | 'categories'
  | 'otherCategories'
  | 'restrictedCategories'
  | 'departmentCategories'
  | 'careFile'
  | 'urgency'
  | 'family'
  | 'houseNumber'
  | 'numbers'
  | 'words'
  | 'dates';

/** What one role may do: where, what is left out of the answer, and what stays masked until an audited reveal. */
export interface Grant {
  readonly scopes: readonly Scope[];
  readonly withheld?: readonly Withheld[];
}

interface Rule {
  readonly level: Level;
  readonly grants: Readonly<Partial<Record<Role, Grant>>>;
}

const at = (...scopes: Scope[]): Grant => ({ scopes });
const without = (grant: Grant, ...withheld: Withheld[]): Grant => ({ ...grant, withheld });

/** Everybody with an account, about their own account. */
const EVERYBODY: Readonly<Record<Role, Grant>> = {
  headTeacher: at('self'),
  subjectTeacher: at('self'),
  helper: at('self'),
  volunteer: at('self'),
  counsellor: at('self'),
  office: at('self'),
  moralEducation: at('self'),
  principal: at('self'),
  bureau: at('self'),
  administrator: at('self'),
  dataProtection: at('self'),
};

/** Everybody who works in a school: its classes, terms and colleagues are no secret to them. */
const COLLEAGUES: Rule['grants'] = {
  headTeacher: at('school'),
  subjectTeacher: at('school'),
  helper: at('school'),
  volunteer: at('school'),
  counsellor: at('school'),
  office: at('school'),
  moralEducation: at('school'),
  principal: at('school'),
  administrator: at('school'),
  dataProtection: at('school'),
  bureau: at('bureau'),
};

/** Who sees no category does not see the others either, also where another role of theirs shows the aid categories. */
const ALL_CATEGORIES = ['categories', 'otherCategories', 'restrictedCategories', 'departmentCategories'] as const;
/** A subject teacher knows the child in class: name and class, and how to reach the family through the call button. */
const TAUGHT_BASICS = without(at('taught'), 'identity', ...ALL_CATEGORIES, 'careFile', 'urgency', 'family');
/** A volunteer sees little of the one or two children they are paired with. */
const PAIRED_LITTLE = without(
  at('paired'),
  'identity',
  ...ALL_CATEGORIES,
  'careFile',
  'urgency',
  'family',
  'houseNumber',
);
/** The office pays aid: it sees the categories that aid follows from, no others, and never when or what was talked. */
const AID_ONLY = without(at('school'), 'otherCategories', 'restrictedCategories', 'departmentCategories', 'urgency');
/** Who is with the child knows its categories, but for those the department has kept to itself and the principal. */
const BUT_THE_DEPARTMENTS_OWN = 'departmentCategories' as const;
/** A helper knows the paired child, but of psychology, conduct and how urgent it is only what the head teacher tells. */
const PAIRED_CARE = without(at('paired'), 'restrictedCategories', 'departmentCategories', 'urgency');

/**
 * Who may do what. Guards, queries, menus, the generated page and the generated tests all read this table;
 * a route whose permission has no row here stops the server from starting.
 */
export const POLICY = {
  'session.view': { level: 'open', grants: EVERYBODY },
  'password.change': { level: 'open', grants: EVERYBODY },

  'session.own': { level: 'open', grants: EVERYBODY },
  'secondFactor.own': { level: 'open', grants: EVERYBODY },
  'notice.accept': { level: 'open', grants: EVERYBODY },
  'reminder.own': { level: 'open', grants: EVERYBODY },

  'user.view': {
    level: 'audited',
    grants: {
      office: at('school'),
      moralEducation: at('school'),
      principal: at('school'),
      administrator: at('school'),
    },
  },
  'user.invite': { level: 'audited', grants: { office: at('school'), administrator: at('school') } },
  'user.edit': { level: 'audited', grants: { office: at('school'), administrator: at('school') } },
  'user.reset': { level: 'audited', grants: { office: at('school'), administrator: at('school') } },
  'grant.view': {
    level: 'audited',
    grants: {
      office: at('school'),
      moralEducation: at('school'),
      principal: at('school'),
      administrator: at('school'),
      dataProtection: at('school'),
    },
  },
  'grant.propose': {
    level: 'audited',
    grants: {
      office: at('school'),
      moralEducation: at('school'),
      principal: at('school'),
      administrator: at('school'),
    },
  },
  // Posts with one child or one class: the department says yes.
  'grant.approve': { level: 'audited', grants: { moralEducation: at('school') } },
  // Posts that see the whole school: the principal says yes; what the principal proposes needs the administrator's.
  'wideGrant.approve': { level: 'audited', grants: { principal: at('school'), administrator: at('school') } },

  'approval.view': {
    level: 'audited',
    grants: {
      headTeacher: at('own'),
      helper: at('own'),
      office: at('school'),
      moralEducation: at('school'),
      principal: at('school'),
      administrator: at('school'),
    },
  },
  'approval.decide': {
    level: 'audited',
    grants: { moralEducation: at('school'), principal: at('school'), administrator: at('school') },
  },
  'approval.withdraw': {
    level: 'audited',
    grants: {
      headTeacher: at('own'),
      helper: at('own'),
      office: at('own'),
      moralEducation: at('own'),
      principal: at('own'),
      administrator: at('own'),
    },
  },

  'school.view': { level: 'open', grants: COLLEAGUES },
  'school.edit': { level: 'open', grants: { office: at('school'), moralEducation: at('school') } },
  'calendar.edit': { level: 'open', grants: { office: at('school'), moralEducation: at('school') } },
  'village.view': { level: 'open', grants: COLLEAGUES },
  'village.edit': { level: 'open', grants: { office: at('school'), moralEducation: at('school') } },
  'term.view': { level: 'open', grants: COLLEAGUES },
  'class.view': { level: 'open', grants: COLLEAGUES },
  'class.edit': { level: 'open', grants: { office: at('school'), moralEducation: at('school') } },
  'assignment.edit': { level: 'open', grants: { office: at('school'), moralEducation: at('school') } },
  'rollover.view': {
    level: 'audited',
    grants: { office: at('school'), moralEducation: at('school'), principal: at('school') },
  },
  'rollover.run': { level: 'audited', grants: { office: at('school'), moralEducation: at('school') } },
  'handover.view': {
    level: 'protected',
    grants: { headTeacher: at('class', 'own'), moralEducation: at('school'), principal: at('school') },
  },
  'handover.edit': { level: 'protected', grants: { headTeacher: at('class', 'own') } },
  'staff.view': {
    level: 'open',
    grants: {
      office: at('school'),
      moralEducation: at('school'),
      principal: at('school'),
      administrator: at('school'),
    },
  },

  'student.list': {
    level: 'open',
    grants: {
      headTeacher: without(at('class'), BUT_THE_DEPARTMENTS_OWN),
      subjectTeacher: TAUGHT_BASICS,
      helper: PAIRED_CARE,
      volunteer: PAIRED_LITTLE,
      counsellor: without(at('referred'), BUT_THE_DEPARTMENTS_OWN),
      office: AID_ONLY,
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  'student.view': {
    level: 'audited',
    grants: {
      headTeacher: without(at('class'), BUT_THE_DEPARTMENTS_OWN),
      subjectTeacher: TAUGHT_BASICS,
      helper: PAIRED_CARE,
      volunteer: PAIRED_LITTLE,
      counsellor: without(at('referred'), BUT_THE_DEPARTMENTS_OWN),
      office: AID_ONLY,
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  'student.create': { level: 'audited', grants: { office: at('school'), moralEducation: at('school') } },
  'student.edit': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school') },
  },
  'student.history': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school'), principal: at('school') },
  },
  // A whole file on paper leaves the house: the department only.
  'student.print': { level: 'protected', grants: { moralEducation: at('school') } },
  'careFile.edit': { level: 'protected', grants: { moralEducation: at('school') } },
  'urgency.edit': { level: 'protected', grants: { headTeacher: at('class'), moralEducation: at('school') } },
  'category.propose': { level: 'protected', grants: { headTeacher: at('class') } },
  'category.edit': { level: 'protected', grants: { moralEducation: at('school') } },
  'student.merge': { level: 'protected', grants: { moralEducation: at('school') } },
  'roster.import': { level: 'audited', grants: { office: at('school'), moralEducation: at('school') } },

  // Files hang on a record and stand under its rules; this row only says who may come near at all.
  'attachment.view': {
    level: 'protected',
    grants: {
      headTeacher: at('class', 'own'),
      counsellor: at('referred'),
      office: AID_ONLY,
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  'attachment.add': {
    level: 'protected',
    grants: { headTeacher: at('class'), office: AID_ONLY, moralEducation: at('school') },
  },

  'contactCard.view': {
    level: 'audited',
    grants: {
      headTeacher: at('class'),
      subjectTeacher: without(at('taught'), 'houseNumber', 'family'),
      helper: without(at('paired'), 'houseNumber'),
      counsellor: at('referred'),
      office: at('school'),
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  // Whoever answers for a card says what is to change. A head teacher's or helper's change waits for the department, and only phones count at once.
  'contactCard.propose': {
    level: 'audited',
    grants: {
      headTeacher: at('class'),
      helper: without(at('paired'), 'houseNumber'),
      office: at('school'),
      moralEducation: at('school'),
    },
  },
  // A change counts at once.
  'contactCard.edit': { level: 'audited', grants: { office: at('school'), moralEducation: at('school') } },
  'household.view': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school'), principal: at('school') },
  },
  'household.edit': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school') },
  },
  'contactCard.approve': { level: 'audited', grants: { moralEducation: at('school') } },
  'guardianLink.view': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school') },
  },
  'guardianLink.create': { level: 'audited', grants: { office: at('school'), moralEducation: at('school') } },
  'contactCard.verify': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school') },
  },
  'contactCard.history': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school'), principal: at('school') },
  },
  'contactCard.reveal': {
    level: 'audited',
    grants: {
      headTeacher: at('class'),
      subjectTeacher: without(at('taught'), 'identity', 'houseNumber'),
      helper: without(at('paired'), 'identity', 'houseNumber'),
      counsellor: without(at('referred'), 'identity'),
      office: at('school'),
      moralEducation: at('school'),
      principal: at('school'),
    },
  },

  'timeline.view': {
    level: 'audited',
    grants: {
      headTeacher: at('class'),
      helper: without(at('paired'), 'words'),
      counsellor: at('referred'),
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  'talk.view': {
    level: 'protected',
    grants: {
      headTeacher: at('class', 'own'),
      helper: without(at('paired', 'own'), 'words'),
      counsellor: at('referred'),
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  'talk.create': { level: 'protected', grants: { headTeacher: at('class'), helper: at('paired') } },
  'talk.edit': { level: 'protected', grants: { headTeacher: at('own'), helper: at('own') } },
  'talk.void': {
    level: 'protected',
    grants: { headTeacher: at('own'), helper: at('own'), moralEducation: at('school') },
  },
  'urgentConcern.view': { level: 'protected', grants: { moralEducation: at('school') } },
  'urgentConcern.take': { level: 'protected', grants: { moralEducation: at('school') } },

  'careStandard.view': {
    level: 'open',
    grants: { headTeacher: at('school'), office: at('school'), moralEducation: at('school'), principal: at('school') },
  },
  'careStandard.edit': { level: 'open', grants: { moralEducation: at('school') } },
  'exemption.view': {
    level: 'protected',
    grants: { headTeacher: at('class'), moralEducation: at('school'), principal: at('school') },
  },
  'exemption.edit': { level: 'protected', grants: { moralEducation: at('school') } },
  'duty.view': {
    level: 'open',
    grants: {
      headTeacher: at('class'),
      subjectTeacher: at('own'),
      helper: at('own'),
      volunteer: at('own'),
      counsellor: at('own'),
      office: without(at('school'), 'dates'),
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  'duty.summary': {
    level: 'open',
    grants: {
      headTeacher: at('class'),
      office: without(at('school'), 'dates'),
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  // Names on the page for the meeting go on paper, so each leaves a row in the access log.
  'duty.print': { level: 'protected', grants: { moralEducation: at('school') } },
  'today.view': {
    level: 'open',
    grants: {
      headTeacher: at('class'),
      subjectTeacher: at('own'),
      helper: at('own'),
      volunteer: at('own'),
      counsellor: at('own'),
      office: without(at('school'), 'dates'),
      moralEducation: at('school'),
      principal: at('school'),
    },
  },

  'import.view': { level: 'protected', grants: { office: at('school'), moralEducation: at('school') } },
  'import.create': { level: 'protected', grants: { office: at('school'), moralEducation: at('school') } },

  // A ledger leaves the house. Numbers in full only where they are not masked on the card either; the office for aid.
  'ledger.export': {
    level: 'protected',
    grants: {
      headTeacher: without(at('class'), BUT_THE_DEPARTMENTS_OWN, 'numbers'),
      office: without(at('school'), ...AID_ONLY.withheld!, 'numbers'),
      moralEducation: at('school'),
      principal: without(at('school'), 'numbers'),
    },
  },
  // A large one waits for the department; the department's own for the principal.
  'ledger.approve': { level: 'protected', grants: { moralEducation: at('school') } },
  'departmentLedger.approve': { level: 'protected', grants: { principal: at('school') } },

  'accessLog.view': {
    level: 'protected',
    grants: {
      headTeacher: at('class'),
      moralEducation: at('school'),
      principal: at('school'),
      dataProtection: at('school'),
    },
  },
  // Everybody may see what they did themselves; who answers for children, what was done with those.
  'audit.view': {
    level: 'protected',
    grants: {
      headTeacher: at('class', 'own'),
      subjectTeacher: at('own'),
      helper: at('own'),
      volunteer: at('own'),
      counsellor: at('own'),
      office: at('own'),
      moralEducation: at('school'),
      principal: at('school'),
      dataProtection: at('school'),
    },
  },
  'audit.export': { level: 'protected', grants: { moralEducation: at('school'), dataProtection: at('school') } },
  'audit.verify': {
    level: 'open',
    grants: { moralEducation: at('school'), dataProtection: at('school'), administrator: at('school') },
  },

  // Whoever works with children may have to look in an emergency: one child, one kind of record, 60 minutes, reviewed afterwards.
  'emergencyAccess.open': {
    level: 'protected',
    grants: {
      headTeacher: at('school'),
      subjectTeacher: at('school'),
      helper: at('school'),
      counsellor: at('school'),
      office: at('school'),
    },
  },
  'emergencyAccess.view': {
    level: 'protected',
    grants: {
      headTeacher: at('own', 'class'),
      subjectTeacher: at('own'),
      helper: at('own'),
      counsellor: at('own'),
      office: at('own'),
      moralEducation: at('school'),
      principal: at('school'),
      dataProtection: at('school'),
    },
  },
  'emergencyAccess.review': {
    level: 'protected',
    grants: { moralEducation: at('school'), dataProtection: at('school') },
  },

  'reminderChannel.edit': { level: 'open', grants: { administrator: at('school') } },
  'operation.view': { level: 'open', grants: { administrator: at('school') } },
  'operation.run': { level: 'open', grants: { administrator: at('school') } },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof POLICY;

/** Every permission of the table, in the order of the table. */
export const PERMISSIONS = Object.keys(POLICY) as readonly Permission[];

/** @returns the row of the table for a permission, with its types widened for reading */
export function ruleOf(permission: Permission): Rule {
  return POLICY[permission];
}

/** @returns whether everybody with an account has it, also who holds no post yet: it concerns the own account only */
export function isEverybodys(permission: Permission): boolean {
  return ruleOf(permission).grants === EVERYBODY;
}

/** @returns whether a text is a permission of the table; the guard asks before it trusts a decorator */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(POLICY, text);
}
