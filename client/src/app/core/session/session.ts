import { HttpClient } from '@angular/common/http';
import { Injectable, computed, inject, signal } from '@angular/core';
import type { ChangePasswordRequest, DemoView, Permission, SessionView, SignInRequest } from '@tongxin/shared';
import { firstValueFrom, type Observable } from 'rxjs';
import { RequestProblem, toRequestProblem } from '../problems/request-problem.js';

/** Who is signed in, what they may do, and which day it is at their school. What the client hides is comfort; the server decides. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly http = inject(HttpClient);
  private readonly current = signal<SessionView | null | undefined>(undefined);
  private readonly failure = signal<RequestProblem | null>(null);
  private readonly farewells: ((accountId: string) => void)[] = [];

  /** The session; null when nobody is signed in, undefined before the server has said. */
  readonly view = this.current.asReadonly();
  /** Why the server could not say who is signed in. */
  readonly problem = this.failure.asReadonly();
  readonly signedIn = computed(() => !!this.current());
  private readonly permissions = computed(() => new Set(this.current()?.permissions ?? []));

  /** The school's date, YYYY-MM-DD. Never the device's: a phone may stand in another zone or be wrong. */
  readonly today = computed(() => this.current()?.today ?? new Date().toISOString().slice(0, 10));

  /** Whether this person has a permission in some scope, for example 'talk.create'. */
  may(permission: Permission): boolean {
    return this.permissions().has(permission);
  }

  /** Asks the server who is signed in. Never throws: see `problem`. */
  async load(): Promise<void> {
    this.failure.set(null);
    try {
      this.current.set(await firstValueFrom(this.http.get<SessionView>('/api/session')));
    } catch (error) {
      const problem = toRequestProblem(error);
      if (problem.status === 401) this.current.set(null);
      else this.failure.set(problem);
    }
  }

  /**
   * @param secondFactor a code of the app or a recovery code, where the account asks for one
   * @throws RequestProblem when the name or the password is wrong, a second factor is missing or wrong, or there were too many attempts
   */
  async signIn(username: string, password: string, secondFactor?: string): Promise<SessionView> {
    const request: SignInRequest = { username, password, ...(secondFactor ? { secondFactor } : {}) };
    const view = await this.ask(this.http.post<SessionView>('/api/session', request));
    this.current.set(view);
    return view;
  }

  /** Ends the session here and at the server, and forgets everything this device kept for the account. */
  async signOut(): Promise<void> {
    const account = this.current()?.user.id;
    await this.ask(this.http.delete<void>('/api/session')).catch((problem: RequestProblem) => {
      if (problem.status !== 401) throw problem;
    });
    if (account) for (const farewell of this.farewells) farewell(account);
    this.current.set(null);
  }

  /** Changes one's own password; every other session of the account ends. */
  async changePassword(request: ChangePasswordRequest): Promise<void> {
    await this.ask(this.http.post<void>('/api/session/password', request));
  }

  /** Whether this is a demo, and the accounts that can be tried. */
  demo(): Promise<DemoView> {
    return this.ask(this.http.get<DemoView>('/api/demo'));
  }

  /** Registers what must be forgotten on this device when an account signs out. */
  onSignOut(farewell: (accountId: string) => void): void {
    this.farewells.push(farewell);
  }

  private async ask<T>(answer: Observable<T>): Promise<T> {
    try {
      return await firstValueFrom(answer, { defaultValue: undefined as T });
    } catch (error) {
      throw toRequestProblem(error);
    }
  }
}
