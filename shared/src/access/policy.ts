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
  'identity' | 'categories' | 'otherCategories' | 'careFile' | 'family' | 'houseNumber' | 'words' | 'dates';

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
const ALL_CATEGORIES = ['categories', 'otherCategories'] as const;
/** A subject teacher knows the child in class: name and class, and how to reach the family through the call button. */
const TAUGHT_BASICS = without(at('taught'), 'identity', ...ALL_CATEGORIES, 'careFile', 'family');
/** A volunteer sees little of the one or two children they are paired with. */
const PAIRED_LITTLE = without(at('paired'), 'identity', ...ALL_CATEGORIES, 'careFile', 'family', 'houseNumber');
/** The office pays aid: it sees the categories that aid follows from, no others, and never when or what was talked. */
const AID_ONLY = without(at('school'), 'otherCategories');

/**
 * Who may do what. Guards, queries, menus, the generated page and the generated tests all read this table;
 * a route whose permission has no row here stops the server from starting.
 */
export const POLICY = {
  'session.view': { level: 'open', grants: EVERYBODY },
  'password.change': { level: 'open', grants: EVERYBODY },

  'school.view': { level: 'open', grants: COLLEAGUES },
  'term.view': { level: 'open', grants: COLLEAGUES },
  'class.view': { level: 'open', grants: COLLEAGUES },
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
      headTeacher: at('class'),
      subjectTeacher: TAUGHT_BASICS,
      helper: at('paired'),
      volunteer: PAIRED_LITTLE,
      counsellor: at('referred'),
      office: AID_ONLY,
      moralEducation: at('school'),
      principal: at('school'),
    },
  },
  'student.view': {
    level: 'audited',
    grants: {
      headTeacher: at('class'),
      subjectTeacher: TAUGHT_BASICS,
      helper: at('paired'),
      volunteer: PAIRED_LITTLE,
      counsellor: at('referred'),
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
  'careFile.edit': { level: 'protected', grants: { moralEducation: at('school') } },
  'category.edit': { level: 'protected', grants: { moralEducation: at('school') } },

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
  'contactCard.edit': {
    level: 'audited',
    grants: { headTeacher: at('class'), office: at('school'), moralEducation: at('school') },
  },
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

  'accessLog.view': {
    level: 'protected',
    grants: {
      headTeacher: at('class'),
      moralEducation: at('school'),
      principal: at('school'),
      dataProtection: at('school'),
    },
  },
  'audit.view': {
    level: 'protected',
    grants: { moralEducation: at('school'), principal: at('school'), dataProtection: at('school') },
  },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof POLICY;

/** Every permission of the table, in the order of the table. */
export const PERMISSIONS = Object.keys(POLICY) as readonly Permission[];

/** @returns the row of the table for a permission, with its types widened for reading */
export function ruleOf(permission: Permission): Rule {
  return POLICY[permission];
}

/** @returns whether a text is a permission of the table; the guard asks before it trusts a decorator */
export function isPermission(text: string): text is Permission {
  return Object.hasOwn(POLICY, text);
}
