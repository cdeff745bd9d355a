import type { Routes } from '@angular/router';
import type { Permission } from '@tongxin/shared';
import type { IconName } from '../../ui/icon/icon-name.js';

/** A part of the school's set-up: an address below /school, shown to those who have one of its permissions. */
export interface Section {
  /** The last part of its address. */
  path: string;
  /** Text key of its name, also the title of its screens. */
  text: string;
  /** Text key of one line saying what is done there. */
  line: string;
  icon: IconName;
  anyOf: readonly Permission[];
  /** Its screens; the first one has the path ''. */
  load: () => Promise<Routes>;
}

/** The parts of the set-up, in the order in which a new school goes through them. */
export const SECTIONS: readonly Section[] = [
  {
    path: 'profile',
    text: 'school.profile.title',
    line: 'school.profile.line',
    icon: 'house',
    anyOf: ['school.edit'],
    load: () => import('./pages/profile.routes.js').then((file) => file.routes),
  },
  {
    path: 'calendar',
    text: 'school.calendar.title',
    line: 'school.calendar.line',
    icon: 'calendar',
    anyOf: ['calendar.edit'],
    load: () => import('./pages/calendar.routes.js').then((file) => file.routes),
  },
  {
    path: 'classes',
    text: 'school.classes.title',
    line: 'school.classes.line',
    icon: 'school',
    anyOf: ['class.edit', 'assignment.edit'],
    load: () => import('./pages/classes.routes.js').then((file) => file.routes),
  },
  {
    path: 'roster',
    text: 'roster.title',
    line: 'roster.line',
    icon: 'table-rows',
    anyOf: ['roster.import'],
    load: () => import('../imports/roster.routes.js').then((file) => file.routes),
  },
  {
    path: 'villages',
    text: 'school.villages.title',
    line: 'school.villages.line',
    icon: 'place',
    anyOf: ['village.edit'],
    load: () => import('./pages/villages.routes.js').then((file) => file.routes),
  },
  {
    path: 'people',
    text: 'accounts.title',
    line: 'accounts.line',
    icon: 'account',
    anyOf: ['user.view'],
    load: () => import('../accounts/accounts.routes.js').then((file) => file.routes),
  },
  {
    path: 'merges',
    text: 'merges.title',
    line: 'merges.line',
    icon: 'copy',
    anyOf: ['student.merge'],
    load: () => import('../merges/merges.routes.js').then((file) => file.routes),
  },
  {
    path: 'rollover',
    text: 'rollovers.title',
    line: 'rollovers.line',
    icon: 'trending',
    anyOf: ['rollover.view'],
    load: () => import('../rollovers/rollovers.routes.js').then((file) => file.routes),
  },
  {
    path: 'operations',
    text: 'operations.title',
    line: 'operations.short',
    icon: 'shield',
    anyOf: ['operation.view'],
    load: () => import('../operations/operations.routes.js').then((file) => file.routes),
  },
  {
    path: 'reminders',
    text: 'reminders.title',
    line: 'reminders.line',
    icon: 'bell',
    anyOf: ['reminderChannel.edit'],
    load: () => import('../reminders/reminders.routes.js').then((file) => file.routes),
  },
];

/** Whoever holds one of these has something to set up. */
export const SCHOOL_PERMISSIONS: readonly Permission[] = [...new Set(SECTIONS.flatMap((section) => section.anyOf))];
