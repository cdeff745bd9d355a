import { newId } from './identifiers.js';

describe('an id made here', () => {
  it('is a UUID version 7 that sorts by the time it was made', () => {
    const earlier = newId(1_795_000_000_000);
    const later = newId(1_795_000_000_001);
    expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(earlier < later).toBe(true);
    expect(newId(1)).not.toBe(newId(1));
  });
});
