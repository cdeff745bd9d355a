// Builds the client: checks texts and icons, builds with few large files instead of many small ones, lays a brotli and a gzip twin
// beside every file, so that the server compresses nothing twice, writes down what the first paint of each screen needs, and refuses
// what has become too heavy for a phone. Arguments go to `ng build`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { overweight, table, weigh } from './budgets.mjs';
import { pageFor, textsOf, unsaidAtFirst } from './page.mjs';
import { readScreens } from './screens.mjs';

const CLIENT = fileURLToPath(new URL('..', import.meta.url));
const COMPRESSIBLE = /\.(js|css|svg)$/;
/** Smaller files gain nothing. */
const SMALLEST_BYTES = 1024;

function run(file, args, env = process.env) {
  const { status } = spawnSync(process.execPath, [file, ...args], { cwd: CLIENT, stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function brotli(content) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  return brotliCompressSync(content, { params });
}

function compress(path) {
  const content = readFileSync(path);
  if (content.length < SMALLEST_BYTES) return;
  writeFileSync(`${path}.br`, brotli(content));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

/** The styles of every page stand in the page: a phone paints one way there and back earlier. */
function inlineStyles(built) {
  const index = join(built, 'index.html');
  const page = readFileSync(index, 'utf8').replace(/<link rel="stylesheet" href="([^"]+)">/, (_, file) => {
    const styles = readFileSync(join(built, file), 'utf8');
    rmSync(join(built, file));
    return `<style nonce="__CSP_NONCE__">${styles}</style>`;
  });
  if (!page.includes('<style nonce')) throw new Error('index.html names no styles to put into it');
  writeFileSync(index, page);
  return page;
}

function built() {
  const at = process.argv.indexOf('--output-path');
  return resolve(CLIENT, at > 0 ? process.argv[at + 1] : 'dist', 'browser');
}

const ng = createRequire(import.meta.url).resolve('@angular/cli/bin/ng.js');
run('tools/check.mjs', []);
run(ng, ['build', '--stats-json', ...process.argv.slice(2)], { ...process.env, NG_BUILD_OPTIMIZE_CHUNKS: 'true' });

const folder = built();
const statsFile = join(dirname(folder), 'stats.json');
const { outputs } = JSON.parse(readFileSync(statsFile, 'utf8'));
rmSync(statsFile);
const page = inlineStyles(folder);
filesBelow(folder)
  .filter((path) => COMPRESSIBLE.test(path))
  .forEach(compress);

const size = (file) =>
  statSync(existsSync(join(folder, `${file}.br`)) ? join(folder, `${file}.br`) : join(folder, file)).size;
const main = Object.keys(outputs).find((file) => /^main-[\w-]+\.js$/.test(file));
const screens = readScreens('src/app/app.routes.ts', (file) => readFileSync(join(CLIENT, file), 'utf8'));
const first = pageFor(CLIENT, outputs, main, screens);
writeFileSync(join(dirname(folder), 'page.json'), JSON.stringify(first));

const rows = weigh({
  outputs,
  main,
  awaited: [textsOf('zh-CN', 'first')],
  screens,
  size,
  others: {
    page: brotli(Buffer.from(page + first.before + first.frames.inside)).length,
    icons: Math.max(
      ...Object.keys(outputs)
        .filter((file) => /^media\/icons-.*\.svg$/.test(file))
        .map(size),
    ),
  },
});
const unsaid = unsaidAtFirst(CLIENT, outputs, main, screens);
if (unsaid.length > 0) {
  process.stderr.write(`${unsaid.join('\n')}\nnot in texts/*/first.ts, but a first screen says it\n`);
  process.exit(1);
}
const tooHeavy = overweight(rows);
process.stdout.write(
  `\nWhat a phone fetches (brotli)\n${table(tooHeavy.length > 0 ? rows : rows.slice(0, 8), outputs)}\n`,
);
if (tooHeavy.length > 0) {
  process.stderr.write(
    `\n${tooHeavy.map(({ name }) => name).join(', ')}: too heavy for a phone, see client/tools/budgets.mjs\n`,
  );
  process.exit(1);
}
