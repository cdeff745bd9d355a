import type { Routes } from '@angular/router';
import { whoMay } from '../../core/session/guards.js';

/** The standards a school cares by, the sentence of one, and the children excused from them. */
export const routes: Routes = [
  { path: '', loadComponent: () => import('./pages/standards.page.js').then((file) => file.StandardsPage) },
  {
    path: 'exemptions',
    title: 'careStandards.exemptions.title',
    canMatch: [whoMay('exemption.view')],
    loadComponent: () => import('./pages/exemptions.page.js').then((file) => file.ExemptionsPage),
  },
  {
    path: 'new',
    title: 'careStandards.new',
    canMatch: [whoMay('careStandard.edit')],
    loadComponent: () => import('./pages/standard.page.js').then((file) => file.StandardPage),
  },
  {
    path: ':ruleId',
    title: 'careStandards.changeTitle',
    canMatch: [whoMay('careStandard.edit')],
    loadComponent: () => import('./pages/standard.page.js').then((file) => file.StandardPage),
  },
];
