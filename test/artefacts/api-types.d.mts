export const apiTypesPath: string;
/** The wire types: every schema of an OpenAPI 3.0 document under its own name, as a TypeScript file. */
export function apiTypes(document: object): Promise<string>;
