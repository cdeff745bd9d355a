import { readFileSync } from 'node:fs';
import { interfaceDocument } from '../../server/src/openapi.js';
import { apiTypes, apiTypesPath } from '../artefacts/api-types.mjs';
import { TestApp } from '../support/test-app.js';

describe('the types of the wire', () => {
  it('are what the server’s interface document says now (npm run api writes them anew)', async () => {
    expect(await apiTypes(await interfaceDocument())).toBe(readFileSync(apiTypesPath, 'utf8'));
  });

  it('are made from the very document the server answers', async () => {
    const app = await TestApp.start();
    try {
      const { body } = await app.stranger.get('/api/openapi.json').expect(200);
      expect(JSON.parse(JSON.stringify(await interfaceDocument()))).toEqual(body);
    } finally {
      await app.stop();
    }
  });

  it('have every schema under its own name, and say null where a value may be null', async () => {
    const nullable = (schema: object): object => ({ allOf: [schema], nullable: true });
    const types = await apiTypes({
      openapi: '3.0.0',
      info: { title: '', version: '1' },
      paths: {},
      components: {
        schemas: {
          Child: { type: 'object', required: ['id'], properties: { id: { type: 'string' }, age: { type: 'integer' } } },
          Talk: {
            type: 'object',
            required: ['child', 'mood'],
            properties: {
              child: nullable({ $ref: '#/components/schemas/Child' }),
              mood: { type: 'string', enum: ['low', 'good'], nullable: true },
            },
          },
        },
      },
    });
    expect(types).toContain("export type Child = components['schemas']['Child'];");
    expect(types).toContain("export type Talk = components['schemas']['Talk'];");
    expect(types).toContain('child: components["schemas"]["Child"] | null;');
    expect(types).toContain('mood: "low" | "good" | null;');
    expect(types).toContain('age?: number;');
    expect(types).not.toMatch(/export type (?:paths|operations|webhooks)/);
  });
});
