import type { Routes } from '@angular/router';

/** Ledgers on their way in: all of them, and one. */
export const routes: Routes = [
  { path: '', loadComponent: () => import('./pages/imports.page.js').then((file) => file.ImportsPage) },
  {
    path: ':id',
    title: 'imports.oneTitle',
    loadComponent: () => import('./pages/import.page.js').then((file) => file.ImportPage),
  },
];
