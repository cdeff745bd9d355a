// Builds the client: checks texts and icons, builds with few large files instead of many small ones, and lays a brotli and a gzip twin
// beside every file, so that the server compresses nothing twice. Arguments go to `ng build`.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

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

function compress(path) {
  const content = readFileSync(path);
  if (content.length < SMALLEST_BYTES) return;
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: quality }));
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
}

const ng = createRequire(import.meta.url).resolve('@angular/cli/bin/ng.js');
run('tools/check.mjs', []);
run(ng, ['build', ...process.argv.slice(2)], { ...process.env, NG_BUILD_OPTIMIZE_CHUNKS: 'true' });
const built = join(CLIENT, 'dist/browser');
if (existsSync(built))
  filesBelow(built)
    .filter((path) => COMPRESSIBLE.test(path))
    .forEach(compress);
