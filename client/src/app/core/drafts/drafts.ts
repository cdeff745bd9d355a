import { Injectable, computed, inject, signal } from '@angular/core';
import { Session } from '../session/session.js';

/** Something typed and not yet saved. `key` names the form and the record, for example 'talk:<id>'. */
export interface Draft<T = unknown> {
  key: string;
  value: T;
  /** When it was last touched, milliseconds since 1970. */
  touchedAt: number;
}

type Kept = Record<string, Draft>;

/**
 * What has been typed and is not saved yet. Drafts hold personal data, so they live in this tab only (memory and
 * sessionStorage, under the account), survive a lost session and a reload, and go at sign-out.
 */
@Injectable({ providedIn: 'root' })
export class Drafts {
  private readonly session = inject(Session);
  private readonly account = computed(() => this.session.view()?.user.id ?? null);
  private readonly touched = signal(0);
  private readonly memory = new Map<string, Kept>();

  /** All drafts of whoever is signed in, the latest first. */
  readonly all = computed<Draft[]>(() => {
    this.touched();
    return Object.values(this.kept()).sort((left, right) => right.touchedAt - left.touchedAt);
  });

  constructor() {
    this.session.onSignOut((accountId) => this.forget(accountId));
  }

  /** What was typed under this key, or undefined. */
  get<T>(key: string): T | undefined {
    return this.kept()[key]?.value as T | undefined;
  }

  keep<T>(key: string, value: T): void {
    this.write({ ...this.kept(), [key]: { key, value, touchedAt: Date.now() } });
  }

  drop(key: string): void {
    const kept = { ...this.kept() };
    delete kept[key];
    this.write(kept);
  }

  /** The drafts whose key begins with a kind, for example 'talk:'. */
  ofKind<T>(kind: string): Draft<T>[] {
    return this.all().filter((draft) => draft.key.startsWith(`${kind}:`)) as Draft<T>[];
  }

  private forget(accountId: string): void {
    this.memory.delete(accountId);
    sessionStorage.removeItem(place(accountId));
    this.touched.update((count) => count + 1);
  }

  private kept(): Kept {
    const account = this.account();
    if (!account) return {};
    const remembered = this.memory.get(account) ?? readStored(account);
    this.memory.set(account, remembered);
    return remembered;
  }

  private write(kept: Kept): void {
    const account = this.account();
    if (!account) return;
    this.memory.set(account, kept);
    try {
      sessionStorage.setItem(place(account), JSON.stringify(kept));
    } catch {
      // A full or forbidden storage costs only the survival of a reload; the memory still holds the words.
    }
    this.touched.update((count) => count + 1);
  }
}

function place(accountId: string): string {
  return `tongxin.drafts.${accountId}`;
}

function readStored(accountId: string): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(place(accountId)) ?? '{}') as Kept;
  } catch {
    return {};
  }
}
