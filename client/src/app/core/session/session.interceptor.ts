import { HttpErrorResponse, type HttpInterceptorFn } from '@angular/common/http';
import { inject } from '@angular/core';
import { catchError, from, switchMap, throwError } from 'rxjs';
import { Session } from './session.js';
import { SignInAgain } from './sign-in-again.js';

/** A 401 in the middle of work asks to sign in again in place and then sends the same request once more. */
export const sessionInterceptor: HttpInterceptorFn = (request, next) => {
  const signInAgain = inject(SignInAgain);
  const session = inject(Session);
  const opensOrEndsSession = request.url === '/api/session' || request.url === '/api/demo';
  if (opensOrEndsSession) return next(request);
  return next(request).pipe(
    catchError((error: unknown) => {
      const lost = error instanceof HttpErrorResponse && error.status === 401 && session.signedIn();
      if (!lost) return throwError(() => error);
      return from(signInAgain.wait()).pipe(switchMap((again) => (again ? next(request) : throwError(() => error))));
    }),
  );
};
