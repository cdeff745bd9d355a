import { fileURLToPath } from 'node:url';

/** @returns the path of a workbook the tests keep a copy of */
export const dataFile = (name: string): string => fileURLToPath(new URL(`../data/${name}`, import.meta.url));
