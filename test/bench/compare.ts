import type { Answered } from './load.js';

/**
 * The limit gives the product's answer, or it would be no limit: byte for byte, and of a talk all but what each server makes itself – instants.
 * @throws Error saying where the two part
 */
export function assertSameAnswer(what: string, product: Answered, limit: Answered): void {
  if (product.status >= 300) throw new Error(`${what}: the product answers ${product.status}`);
  const [ours, theirs] = [product, limit].map(({ body }) => withoutInstants(body.toString('utf8')));
  if (ours === theirs) return;
  let at = 0;
  while (ours![at] === theirs![at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 60), at + 60);
  throw new Error(
    `${what}: the limit's answer differs from the product's\n  product …${around(ours!)}\n  limit   …${around(theirs!)}`,
  );
}

const withoutInstants = (text: string): string => text.replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"instant"');
