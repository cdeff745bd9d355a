import type { Routes } from '@angular/router';
import { worded } from '../../core/language/worded.js';
import { whoMay } from '../../core/session/guards.js';

/** The overview of the month, and the lists behind its figures. */
export const routes: Routes = [
  { path: '', loadComponent: () => import('./pages/overview.page.js').then((file) => file.OverviewPage) },
  {
    path: 'list',
    title: 'overview.listTitle',
    loadComponent: worded(() => import('./pages/duty-list.page.js').then((file) => file.DutyListPage)),
  },
  {
    path: 'never-cared-for',
    title: 'overview.list.nobody',
    canMatch: [whoMay('timeline.view')],
    loadComponent: worded(() => import('./pages/never-list.page.js').then((file) => file.NeverListPage)),
  },
  {
    path: 'meeting',
    title: 'overview.meeting.title',
    loadComponent: worded(() => import('./pages/meeting.page.js').then((file) => file.MeetingPage)),
  },
];
