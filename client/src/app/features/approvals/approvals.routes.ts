import type { Routes } from '@angular/router';

/** What waits for a second person; one of them beside the list, or in its place on a phone. */
export const routes: Routes = [
  {
    path: '',
    loadComponent: () => import('./pages/approvals.page.js').then((file) => file.ApprovalsPage),
    children: [
      {
        path: ':id',
        title: 'approvals.single',
        loadComponent: () => import('./pages/approval.page.js').then((file) => file.ApprovalPage),
      },
    ],
  },
];
