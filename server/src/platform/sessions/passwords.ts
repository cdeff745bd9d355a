import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';

/** argon2id with 19 MiB and two passes (OWASP's first choice); at most four at once, so that a wave of sign-ins cannot take the memory. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

@Injectable()
export class Passwords {
  private readonly turn = pLimit(4);
  /** Checked where there is no account, so that a wrong name takes as long as a wrong password. */
  private readonly nobody = this.hash('nobody has this password');

  hash(password: string): Promise<string> {
    return this.turn(() => hash(password.normalize('NFC'), COST));
  }

  /** @returns whether the password belongs to the stored hash; without a hash false, after the same work */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const against = stored ?? (await this.nobody);
    const right = await this.turn(() => verify(against, password.normalize('NFC')));
    return right && stored !== null;
  }
}
