import type { Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', loadComponent: () => import('./pages/audit.page.js').then((file) => file.AuditPage) },
  {
    path: 'emergencies/:id',
    title: 'audit.emergency.title',
    loadComponent: () => import('./pages/emergency.page.js').then((file) => file.EmergencyPage),
  },
];
