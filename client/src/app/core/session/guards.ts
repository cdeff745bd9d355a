import { inject } from '@angular/core';
import { Router, type CanActivateFn, type CanMatchFn } from '@angular/router';
import { firstScreenWith, type Permission, type SessionView } from '@tongxin/shared';
import { Session } from './session.js';

/** The first screen this person may open; their own account when there is none, the door when nobody is signed in. */
export function firstScreen(): string {
  const session = inject(Session);
  if (!session.signedIn()) return '/sign-in';
  return firstScreenWith((permission) => session.may(permission));
}

/** An address to go on to, from the query; only paths of this application are followed, and never back to a door. */
export function goOnTo(wanted: string | undefined): string {
  const inside =
    wanted?.startsWith('/') && !wanted.startsWith('//') && !/^\/(sign-in|notice|second-step)\b/.test(wanted);
  return inside ? wanted! : '/';
}

/** Sends whoever is not signed in to the sign-in page, and back to where they wanted to go afterwards. */
export const signedIn: CanActivateFn = (_route, state) => {
  const session = inject(Session);
  if (session.signedIn()) return true;
  return inject(Router).createUrlTree(['/sign-in'], { queryParams: state.url === '/' ? {} : { to: state.url } });
};

/** What comes before every screen, in this order: the notice on confidentiality, then a second step where the posts ask for one. */
export function firstDuty(view: SessionView): '/notice' | '/second-step' | null {
  if (!view.noticeAccepted) return '/notice';
  return view.secondFactorRequired && !view.secondFactor ? '/second-step' : null;
}

/** As {@link signedIn}, and nothing stands before the screens any more. */
export const readyForWork: CanActivateFn = (route, state) => {
  const view = inject(Session).view();
  const duty = view && firstDuty(view);
  if (!duty) return signedIn(route, state);
  return inject(Router).createUrlTree([duty], { queryParams: state.url === '/' ? {} : { to: state.url } });
};

/** A screen only for those who have one of the permissions; for everybody else the address does not exist. */
export function whoMay(...permissions: Permission[]): CanMatchFn {
  return () => {
    const session = inject(Session);
    return !session.signedIn() || permissions.some((permission) => session.may(permission));
  };
}
