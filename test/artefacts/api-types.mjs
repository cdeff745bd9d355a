import { writeFileSync } from 'node:fs';
import { argv, exit } from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import openapiTypes, { astToString } from 'openapi-typescript';

/** Where the types stand. */
export const apiTypesPath = fileURLToPath(new URL('../../shared/src/api.ts', import.meta.url));

const head = `// Made from the server's OpenAPI document by "npm run api"; a test fails when the two differ. Not edited by hand.

/** An id, of any version of UUID. */
export type Uuid = string;
/** RFC 3339, with zone. */
export type Instant = string;

/** What every list answers; the cursor is null on the last page, the total is there where it was asked for, and capped at 1000. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
  totalCapped?: boolean;
}

`;

/**
 * The wire types: every schema of the document under its own name.
 * @param {object} document an OpenAPI 3.0 document
 * @returns {Promise<string>} a TypeScript file
 */
export async function apiTypes(document) {
  const ast = await openapiTypes(
    { ...document, paths: {} },
    { rootTypes: true, rootTypesNoSchemaPrefix: true, alphabetize: true },
  );
  const lines = astToString(ast).split('\n');
  return head + lines.filter((line) => !/^export type (?:paths|webhooks|operations|\$defs) = /.test(line)).join('\n');
}

if (argv[1] && import.meta.url === pathToFileURL(argv[1]).href) {
  const { interfaceDocument } = await import('../../server/dist/openapi.js');
  writeFileSync(apiTypesPath, await apiTypes(await interfaceDocument()));
  exit(0);
}
