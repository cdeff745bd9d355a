import type { Routes } from '@angular/router';

/** The classes of a school year, and one of them with who heads and teaches it. */
export const routes: Routes = [
  { path: '', loadComponent: () => import('./classes.page.js').then((file) => file.ClassesPage) },
  { path: ':id', loadComponent: () => import('./class.page.js').then((file) => file.ClassPage) },
];
