import { BUDGETS, overweight, table, weigh, type Output, type Weighed } from '../../tools/budgets.mjs';

/** A build of four files: the page, the frame of the screens, one screen, and a part both of them use. */
function aBuild(change: Partial<Weighed> = {}): Weighed {
  const file = (inputs: Record<string, number>, ...imports: string[]): Output => ({
    imports: imports.map((path) => ({ path, kind: 'import-statement' })),
    inputs: Object.fromEntries(Object.entries(inputs).map(([name, bytesInOutput]) => [name, { bytesInOutput }])),
  });
  const outputs = {
    'main.js': {
      ...file({ 'src/main.ts': 10 }, 'core.js'),
      imports: [
        { path: 'core.js', kind: 'import-statement' },
        { path: 'today.js', kind: 'dynamic-import' },
      ],
    },
    'core.js': file({ 'node_modules/@angular/core/core.mjs': 90 }),
    'texts.js': file({ 'src/texts/zh-CN/first.ts': 20 }),
    'today.js': file({ 'src/app/today.page.ts': 30 }, 'core.js', 'part.js'),
    'part.js': file({ 'node_modules/heavy/chart.mjs': 70, 'src/app/part.ts': 5 }),
  };
  const sizes: Record<string, number> = {
    'main.js': 1_000,
    'core.js': 80_000,
    'texts.js': 9_000,
    'today.js': 4_000,
    'part.js': 6_000,
  };
  return {
    outputs,
    main: 'main.js',
    awaited: ['src/texts/zh-CN/first.ts'],
    screens: [{ path: '/today', steps: ['src/app/today.page.ts'] }],
    size: (name) => sizes[name] ?? Number.NaN,
    others: { page: 4_000 },
    ...change,
  };
}

const sizeOf = (build: Weighed, name: string): number | undefined =>
  weigh(build).find((row) => row.name === name)?.size;

describe('what a phone fetches', () => {
  it('is first what the page loads and awaits, with everything that imports', () => {
    expect(sizeOf(aBuild(), 'first scripts')).toBe(90_000);
  });

  it('is for a screen what comes on top of that, and nothing twice', () => {
    expect(sizeOf(aBuild(), '/today')).toBe(10_000);
  });

  it('is light enough while everything keeps to its budget', () => {
    expect(overweight(weigh(aBuild()))).toEqual([]);
  });

  it('is too heavy when a library comes into the first scripts', () => {
    const build = aBuild();
    build.outputs['main.js']!.imports.push({ path: 'chart.js', kind: 'import-statement' });
    build.outputs['chart.js'] = {
      imports: [],
      inputs: { '../node_modules/heavy/chart.mjs': { bytesInOutput: 300_000 } },
    };
    const size = build.size;
    const rows = weigh({ ...build, size: (name) => (name === 'chart.js' ? 31_000 : size(name)) });
    expect(overweight(rows).map(({ name }) => name)).toEqual(['first scripts']);
    const words = table(rows, build.outputs);
    expect(words).toContain('121.0 kB of  120.0 kB  first scripts  TOO HEAVY');
    expect(words).toContain('heavy/chart.mjs');
  });

  it('is too heavy when a library comes into a screen by way of a part', () => {
    const build = aBuild();
    const size = build.size;
    const rows = weigh({ ...build, size: (name) => (name === 'part.js' ? BUDGETS.route : size(name)) });
    expect(overweight(rows).map(({ name }) => name)).toEqual(['/today']);
  });

  it('is never light where a file has no weight at all', () => {
    expect(overweight(weigh(aBuild({ size: () => Number.NaN }))).map(({ name }) => name)).toContain('first scripts');
  });

  it('does not pass over a screen whose source is in no file', () => {
    expect(() => weigh(aBuild({ screens: [{ path: '/gone', steps: ['src/app/gone.page.ts'] }] }))).toThrow(
      'gone.page.ts',
    );
  });
});
