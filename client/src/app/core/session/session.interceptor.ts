import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { toRequestProblem } from '../problems/request-problem.js';
import { firstDuty } from './guards.js';
import { Session } from './session.js';
import { SignInAgain } from './sign-in-again.js';

/** A 401 in the middle of work asks to sign in again in place and then sends the same request once more. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  const signInAgain = inject(SignInAgain);
  const session = inject(Session);
  const router = inject(Router);
  const opensOrEndsSession = request.url === '/api/session' || request.url === '/api/demo';
  if (opensOrEndsSession) return next(request);
  // The server now asks for something first (a new version, a new setting): read again who is signed in, and go there.
  const leadToFirstDuty = async (): Promise<void> => {
    await session.load();
    const view = session.view();
    const duty = view ? firstDuty(view) : null;
    if (duty) await router.navigate([duty], { queryParams: { to: router.url } });
  };
  return next(request).pipe(
    catchError((error: unknown) => {
      if (isFirstDuty(error)) return from(leadToFirstDuty()).pipe(switchMap(() => throwError(() => error)));
      const lost = error instanceof HttpErrorResponse && error.status === 401 && session.signedIn();
      if (!lost) return throwError(() => error);
      return from(signInAgain.wait()).pipe(switchMap((again) => (again ? next(request) : throwError(() => error))));
    }),
  );
};

/** Whether the server refused because the notice is not accepted, or a second factor is not set up. */
function isFirstDuty(error: unknown): boolean {
  if (!(error instanceof HttpErrorResponse) || error.status !== 403) return false;
  return ['notice.notAccepted', 'secondFactor.required'].includes(toRequestProblem(error).code);
}
