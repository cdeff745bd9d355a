import { cpus, totalmem } from 'node:os';

/** A figure with its goal. */
export interface Finding {
  readonly what: string;
  readonly found: string;
  readonly goal: string;
  readonly kept: boolean;
}

/** One table of the report. */
export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** @returns a finding that a number stays at or below its goal; `unit` stands behind both */
export function atMost(what: string, found: number, goal: number, unit = '', digits = 2): Finding {
  return { what, found: `${round(found, digits)}${unit}`, goal: `≤ ${goal}${unit}`, kept: found <= goal };
}

export const round = (number: number, digits: number): string => number.toFixed(digits);

/** A table as Markdown, its columns padded as the formatter would pad them. */
export function markdown({ title, head, rows }: Table): string {
  const widths = head.map((name, column) =>
    Math.max(...[name, ...rows.map((row) => row[column] ?? '')].map(widthOf), 3),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell))).join(' | ')} |`;
  return [
    `${title}`,
    '',
    line(head),
    `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`,
    ...rows.map(line),
  ].join('\n');
}

/** Wide characters take two columns. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, one) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(one)
        ? 2
        : 1),
    0,
  );

export function findingsTable(findings: readonly Finding[]): Table {
  return {
    title: 'Goals',
    head: ['what', 'found', 'goal', ''],
    rows: findings.map(({ what, found, goal, kept }) => [what, found, goal, kept ? 'kept' : '**missed**']),
  };
}

/** The machine the figures are of, without its name. */
export function machine(): string {
  const [first] = cpus();
  return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}`;
}
