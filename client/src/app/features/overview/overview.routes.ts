import type { Routes } from '@angular/router';

/** The overview of the month, and the lists behind its figures. */
export const routes: Routes = [
  { path: '', loadComponent: () => import('./pages/overview.page.js').then((file) => file.OverviewPage) },
  {
    path: 'list',
    title: 'overview.listTitle',
    loadComponent: () => import('./pages/duty-list.page.js').then((file) => file.DutyListPage),
  },
];
