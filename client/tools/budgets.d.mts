export interface Output {
  imports: { path: string; kind: string }[];
  inputs: Record<string, { bytesInOutput: number }>;
}
export interface Row {
  name: string;
  budget: number;
  size: number;
  files: string[];
}
export interface Weighed {
  outputs: Record<string, Output>;
  main: string;
  awaited: string[];
  screens: { path: string; steps: string[] }[];
  size: (file: string) => number;
  others: Record<string, number>;
}
export const BUDGETS: Record<'first' | 'route' | 'page' | 'icons', number>;
export function weigh(build: Weighed): Row[];
export function overweight(rows: Row[]): Row[];
export function table(rows: Row[], outputs: Record<string, Output>, explained?: Row[]): string;
