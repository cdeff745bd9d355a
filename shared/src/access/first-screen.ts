import type { Permission } from './policy.js';

/** Screens in the order in which they are a person's first: what must I do now, is the work done, the children, the ledger. */
const FIRST_SCREENS: readonly (readonly [permission: Permission, path: string])[] = [
  ['today.view', '/today'],
  ['duty.summary', '/overview'],
  ['student.list', '/students'],
  ['import.view', '/imports'],
  ['accessLog.view', '/audit'],
];

/** The first screen of somebody with these permissions, for whoever asks for no screen; their own account when there is none. */
export function firstScreenWith(may: (permission: Permission) => boolean): string {
  return FIRST_SCREENS.find(([permission]) => may(permission))?.[1] ?? '/me';
}
