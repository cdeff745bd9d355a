import { ROLE_CODES, type RoleCode } from '../codes/index.js';

/** The posts a person can hold. `headTeacher` and `subjectTeacher` follow from a dated class assignment, the others from a dated grant. */
export const ROLES = ROLE_CODES;
export type Role = RoleCode;
