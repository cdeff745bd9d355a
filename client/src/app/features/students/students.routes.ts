import type { Routes } from '@angular/router';
import { StudentsPage } from './pages/students.page.js';

/** The list stays alive around an open child, so that words, filters and place are still there on the way back. */
export const routes: Routes = [
  {
    path: '',
    component: StudentsPage,
    children: [
      {
        path: ':id',
        title: 'students.studentTitle',
        loadComponent: () => import('./pages/student.page.js').then((file) => file.StudentPage),
        children: [
          { path: '', pathMatch: 'full', redirectTo: 'overview' },
          {
            path: 'overview',
            loadComponent: () => import('./pages/overview.page.js').then((file) => file.OverviewPage),
          },
          {
            path: 'overview/print',
            loadComponent: () => import('./pages/print-file.page.js').then((file) => file.PrintFilePage),
          },
          {
            path: 'contacts',
            loadComponent: () => import('./pages/contacts.page.js').then((file) => file.ContactsPage),
          },
          {
            path: 'contacts/edit',
            loadComponent: () => import('./pages/edit-contacts.page.js').then((file) => file.EditContactsPage),
          },
          {
            path: 'contacts/links',
            loadChildren: () => import('../guardian-links/guardian-links.routes.js').then((file) => file.routes),
          },
          {
            path: 'timeline',
            loadComponent: () => import('./pages/timeline.page.js').then((file) => file.TimelinePage),
          },
          { path: 'file', loadComponent: () => import('./pages/file.page.js').then((file) => file.FilePage) },
          { path: 'log', loadComponent: () => import('./pages/log.page.js').then((file) => file.LogPage) },
        ],
      },
    ],
  },
];
