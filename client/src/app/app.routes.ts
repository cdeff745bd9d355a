import { inject } from '@angular/core';
import type { Routes } from '@angular/router';
import { firstScreen, readyForWork, signedIn, whoMay } from './core/session/guards.js';
import { worded } from './core/language/worded.js';
import { Session } from './core/session/session.js';
import { SCHOOL_PERMISSIONS } from './features/school/sections.js';
import { Shell } from './shell/shell.js';

/**
 * Every screen. A screen one may not open does not exist for its reader; titles are keys, the name of the screen and nobody's name.
 * `firstReads` are asked for together with the page itself, before the screen is there to ask: only what leaves no trace in an access log.
 */
export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'signIn.title',
    data: { firstReads: ['/api/demo'] },
    resolve: {
      asked: () =>
        inject(Session)
          .demo()
          .catch(() => null),
    },
    loadComponent: () => import('./features/sign-in/pages/sign-in.page.js').then((file) => file.SignInPage),
  },
  {
    path: 'notice',
    title: 'ownAccount.notice.title',
    canActivate: [signedIn],
    loadComponent: worded(() => import('./features/me/pages/notice.page.js').then((file) => file.NoticePage)),
  },
  {
    path: 'second-step',
    title: 'ownAccount.secondStep.title',
    canActivate: [signedIn],
    loadComponent: worded(() => import('./features/me/pages/second-step.page.js').then((file) => file.SecondStepPage)),
  },
  {
    path: 'activate',
    title: 'accounts.activate.page',
    loadComponent: worded(() =>
      import('./features/activation/pages/activation.page.js').then((file) => file.ActivationPage),
    ),
  },
  {
    path: 'g',
    title: 'guardianCard.pageTitle',
    loadComponent: worded(() =>
      import('./features/guardian-links/pages/guardian-card.page.js').then((file) => file.GuardianCardPage),
    ),
  },
  {
    path: '',
    component: Shell,
    canActivate: [readyForWork],
    children: [
      { path: '', pathMatch: 'full', redirectTo: firstScreen },
      {
        path: 'today',
        title: 'today.title',
        data: { firstReads: ['/api/today'] },
        canMatch: [whoMay('today.view')],
        loadChildren: () => import('./features/today/today.routes.js').then((file) => file.routes),
      },
      {
        path: 'talks',
        title: 'talks.title',
        canMatch: [whoMay('talk.view', 'talk.create')],
        loadChildren: () => import('./features/talks/talks.routes.js').then((file) => file.routes),
      },
      {
        path: 'students',
        title: 'students.title',
        canMatch: [whoMay('student.list')],
        loadChildren: worded(() => import('./features/students/students.routes.js').then((file) => file.routes)),
      },
      {
        path: 'approvals',
        title: 'approvals.title',
        canMatch: [whoMay('approval.view')],
        loadChildren: worded(() => import('./features/approvals/approvals.routes.js').then((file) => file.routes)),
      },
      {
        path: 'imports',
        title: 'imports.title',
        canMatch: [whoMay('import.view')],
        loadChildren: worded(() => import('./features/imports/imports.routes.js').then((file) => file.routes)),
      },
      {
        path: 'overview',
        title: 'overview.title',
        data: { firstReads: ['/api/duties/summary', '/api/duties/trend'] },
        canMatch: [whoMay('duty.summary')],
        loadChildren: () => import('./features/overview/overview.routes.js').then((file) => file.routes),
      },
      {
        path: 'standards',
        title: 'careStandards.title',
        canMatch: [whoMay('careStandard.view')],
        loadChildren: worded(() => import('./features/standards/standards.routes.js').then((file) => file.routes)),
      },
      {
        path: 'school',
        title: 'school.title',
        canMatch: [whoMay(...SCHOOL_PERMISSIONS)],
        loadChildren: worded(() => import('./features/school/school.routes.js').then((file) => file.routes)),
      },
      {
        path: 'handovers',
        title: 'handovers.title',
        canMatch: [whoMay('handover.view')],
        loadChildren: worded(() => import('./features/handovers/handovers.routes.js').then((file) => file.routes)),
      },
      {
        path: 'audit',
        title: 'audit.title',
        canMatch: [whoMay('audit.view')],
        loadChildren: worded(() => import('./features/audit/audit.routes.js').then((file) => file.routes)),
      },
      {
        path: 'me',
        title: 'me.title',
        loadComponent: worded(() => import('./features/me/pages/me.page.js').then((file) => file.MePage)),
      },
      {
        path: '**',
        title: 'notHere.title',
        loadComponent: worded(() => import('./shell/not-here/not-here.page.js').then((file) => file.NotHerePage)),
      },
    ],
  },
];
