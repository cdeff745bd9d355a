import { ROLE_CODES, type RoleCode } from '../codes/index.js';

/** The posts a person can hold. `headTeacher` and `subjectTeacher` follow from a dated class assignment, the others from a dated grant. */
export const ROLES = ROLE_CODES;
export type Role = RoleCode;

/** Posts that see a whole school, or look after its accounts or its log: they take a second person to grant, and a second factor where the operator demands it. */
export const WIDE_ROLES = [
  'office',
  'moralEducation',
  'principal',
  'counsellor',
  'administrator',
  'dataProtection',
  'bureau',
] as const satisfies readonly Role[];
