import { inject } from '@angular/core';
import { Router, type CanActivateFn, type Routes } from '@angular/router';
import { whoMay } from '../../core/session/guards.js';
import { Session } from '../../core/session/session.js';
import { WIDE, SchoolPage } from './pages/school.page.js';
import { SECTIONS } from './sections.js';

/** Where list and section stand side by side, the first section is open at once; a phone shows the list. */
const firstSection: CanActivateFn = () => {
  const session = inject(Session);
  if (!window.matchMedia(WIDE).matches) return true;
  const first = SECTIONS.find((section) => section.anyOf.some((permission) => session.may(permission)));
  return first ? inject(Router).createUrlTree(['/school', first.path]) : true;
};

export const routes: Routes = [
  {
    path: '',
    component: SchoolPage,
    children: [
      { path: '', pathMatch: 'full', canActivate: [firstSection], children: [] },
      ...SECTIONS.map((section) => ({
        path: section.path,
        title: section.text,
        canMatch: [whoMay(...section.anyOf)],
        loadChildren: section.load,
      })),
    ],
  },
];
