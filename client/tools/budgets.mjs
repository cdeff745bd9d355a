// What a phone has to fetch, held against what quality.md promises; every size is the brotli twin's, in bytes.
import { closureOf, chunkOf } from './chunks.mjs';

/** The promises: first scripts 120 kB, a route 50 kB (1 kB = 1,000 bytes). The others keep what is small small. */
export const BUDGETS = {
  first: 120_000,
  route: 50_000,
  page: 9_000,
  icons: 24_000,
};

/** Screens that are heavier still: what they weigh may not grow, and a line goes when its screen has come down to `route`. */
export const HEAVIER = {
  '/students/:id/contacts/edit': 64_000,
  '/imports/:id': 61_000,
  '/standards/new': 60_500,
  '/me': 60_000,
  '/audit/emergencies/:id': 59_000,
  '/school/merges': 57_000,
  '/school/merges/:keepId/:mergeId': 57_000,
  '/school/rollover': 56_500,
  '/second-step': 55_500,
  '/students/:id/contacts/links': 55_500,
  '/handovers': 52_500,
  '/handovers/:id': 52_500,
  '/g': 51_500,
  '/school/reminders': 51_500,
};

/**
 * Weighs a build.
 * @param {object} build
 * @param {Record<string, { imports: { path: string, kind: string }[], inputs: Record<string, { bytesInOutput: number }> }>} build.outputs of stats.json
 * @param {string} build.main the chunk that the page loads first
 * @param {string[]} build.awaited sources fetched before the first screen, whatever it is (the texts of one language)
 * @param {{ path: string, steps: string[] }[]} build.screens see readScreens
 * @param {(file: string) => number} build.size compressed size of a file of the build
 * @param {Record<string, number>} build.others sizes of what is no script, by the name of its budget
 * @returns {{ name: string, budget: number, size: number, files: string[] }[]} heaviest first
 */
export function weigh({ outputs, main, awaited, screens, size, others }) {
  const total = (files) => files.reduce((sum, file) => sum + size(file), 0);
  const first = closureOf(outputs, [main]);
  const before = closureOf(
    outputs,
    awaited.map((source) => chunkOf(outputs, source)),
  ).filter((file) => !first.includes(file));
  const firstFiles = [...first, ...before];
  const rows = [{ name: 'first scripts', budget: BUDGETS.first, size: total(firstFiles), files: firstFiles }];
  const steps = new Map();
  for (const { path, steps: sources } of screens) if (!steps.has(sources.at(-1))) steps.set(sources.at(-1), path);
  for (const [source, path] of steps) {
    const files = closureOf(outputs, [chunkOf(outputs, source)]).filter((file) => !firstFiles.includes(file));
    rows.push({ name: path, budget: HEAVIER[path] ?? BUDGETS.route, size: total(files), files });
  }
  for (const [name, weight] of Object.entries(others))
    rows.push({ name, budget: BUDGETS[name], size: weight, files: [] });
  return rows.sort((one, other) => other.size / other.budget - one.size / one.budget);
}

/** The rows that weigh more than they may; a size that is no number counts as too much. */
export function overweight(rows) {
  return rows.filter(({ size, budget }) => !(size <= budget));
}

/**
 * The table for whoever has to make it lighter: each row, and under those that are named the modules that weigh most
 * (their share of the minified chunk, before compression).
 */
export function table(rows, outputs, explained = overweight(rows)) {
  const kilo = (bytes) => `${(bytes / 1_000).toFixed(1)} kB`.padStart(9);
  return rows
    .flatMap((row) => [
      `${kilo(row.size)} of ${kilo(row.budget)}  ${row.name}${overweight([row]).length > 0 ? '  TOO HEAVY' : ''}`,
      ...(explained.includes(row)
        ? heaviest(row.files, outputs).map(([name, bytes]) => `  ${kilo(bytes)} raw  ${name}`)
        : []),
    ])
    .join('\n');
}

function heaviest(files, outputs) {
  const modules = files.flatMap((file) => Object.entries(outputs[file]?.inputs ?? {}));
  return modules
    .map(([name, { bytesInOutput }]) => [name.replace(/^.*node_modules\//, ''), bytesInOutput])
    .sort(([, one], [, other]) => other - one)
    .slice(0, 8);
}
