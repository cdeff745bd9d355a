import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { TooManyError } from '../../platform/errors/domain-error.js';

/** Each ledger takes a process of its own. */
const AT_ONCE = 2;
const WAITING = 4;
/** About as long as a large ledger takes, in seconds. */
const AGAIN_IN = 5;

/** Two ledgers are written at a time and a few more wait; whoever comes then is told when to try again, instead of waiting without end. */
@Injectable()
export class LedgerQueue {
  private readonly turn = pLimit(AT_ONCE);

  /**
   * Waits for a turn.
   * @returns what ends it; call it whatever happens
   * @throws TooManyError `ledger.busy`
   */
  enter(): Promise<() => void> {
    if (this.turn.activeCount + this.turn.pendingCount >= AT_ONCE + WAITING)
      throw new TooManyError(AGAIN_IN, 'ledger.busy');
    return new Promise((entered) => {
      void this.turn(() => new Promise<void>((leave) => entered(leave)));
    });
  }
}
