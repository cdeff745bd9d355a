import { validate, version } from 'uuid';
import { newId } from './new-ids.js';

describe('ids of many rows', () => {
  it('are UUIDs of version 7, each of its own, later ones behind earlier ones', () => {
    const ids = Array.from({ length: 50_000 }, newId);
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...ids].sort()).toEqual(ids);
  });

  it('begin with the moment they are made', () => {
    const before = Date.now();
    const made = parseInt(newId().replaceAll('-', '').slice(0, 12), 16);
    expect(made).toBeGreaterThanOrEqual(before);
    expect(made).toBeLessThanOrEqual(Date.now());
  });
});
