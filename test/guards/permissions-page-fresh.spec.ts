import { readFileSync } from 'node:fs';
import { PERMISSIONS } from '@tongxin/shared';
import { permissionsPage, permissionsPath } from '../artefacts/permissions-page.mjs';

describe('the page of who may do what', () => {
  it('is what the policy table says now (npm run permissions writes it anew)', () => {
    expect(readFileSync(permissionsPath, 'utf8')).toBe(permissionsPage());
  });

  it('names every permission and leaves no word out', () => {
    const page = permissionsPage();
    expect(PERMISSIONS.filter((permission) => !page.includes(`\`${permission}\``))).toEqual([]);
    expect(page).not.toContain('undefined');
  });
});
