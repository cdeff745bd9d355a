import type { Routes } from '@angular/router';
import { whoMay } from '../../core/session/guards.js';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./pages/people.page.js').then((file) => file.PeoplePage) },
  {
    path: 'import',
    title: 'accounts.list.title',
    canMatch: [whoMay('user.invite')],
    loadComponent: () => import('./pages/staff-list.page.js').then((file) => file.StaffListPage),
  },
  {
    path: 'slips',
    title: 'accounts.slips.title',
    canMatch: [whoMay('user.reset')],
    loadComponent: () => import('./pages/slips.page.js').then((file) => file.SlipsPage),
  },
  { path: ':id', loadComponent: () => import('./pages/person.page.js').then((file) => file.PersonPage) },
];
