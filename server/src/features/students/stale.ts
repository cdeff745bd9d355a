import { StaleVersionError } from '../../platform/errors/domain-error.js';

/**
 * Does work that needs the present version; where it is stale, opens what there is now and sends it along, so that the screen can show both.
 * Opening happens after the work was given up and leaves its own row in the access log: a stale version is no way to read unseen.
 */
export async function withCurrent<T>(work: () => Promise<T>, open: () => Promise<{ version: number }>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StaleVersionError)) throw error;
    const current = await open();
    throw new StaleVersionError(current.version, current);
  }
}
