import type { Permission } from '@tongxin/shared';
import { SCHOOL_PERMISSIONS } from '../features/school/sections.js';
import type { IconName } from '../ui/icon/icon-name.js';

/** A place in the bottom bar or the rail; shown to those who have one of its permissions. */
export interface Destination {
  path: string;
  text: string;
  icon: IconName;
  chosenIcon: IconName;
  anyOf: readonly Permission[];
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/today', text: 'shell.today', icon: 'today', chosenIcon: 'today-fill', anyOf: ['today.view'] },
  { path: '/talks', text: 'shell.talks', icon: 'talks', chosenIcon: 'talks-fill', anyOf: ['talk.view', 'talk.create'] },
  { path: '/students', text: 'shell.students', icon: 'students', chosenIcon: 'students-fill', anyOf: ['student.list'] },
  { path: '/overview', text: 'shell.overview', icon: 'overview', chosenIcon: 'overview-fill', anyOf: ['duty.summary'] },
  {
    path: '/approvals',
    text: 'shell.approvals',
    icon: 'approvals',
    chosenIcon: 'approvals-fill',
    anyOf: ['approval.view'],
  },
  { path: '/imports', text: 'shell.imports', icon: 'import', chosenIcon: 'import-fill', anyOf: ['import.view'] },
  { path: '/audit', text: 'shell.audit', icon: 'shield', chosenIcon: 'shield', anyOf: ['accessLog.view'] },
  { path: '/school', text: 'shell.school', icon: 'school', chosenIcon: 'school-fill', anyOf: SCHOOL_PERMISSIONS },
];
