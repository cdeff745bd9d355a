import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, say, step, top } from './step.mjs';

const stamp = join(top, 'node_modules', '.tongxin-install');

/** Installs the packages of package-lock.json where they are missing or not these. Does nothing, and says nothing, otherwise. */
export async function install() {
  const lockText = readFileSync(join(top, 'package-lock.json'), 'utf8');
  const wanted = createHash('sha256').update(`${process.platform} ${process.arch}\n${lockText}`).digest('hex');
  if (read(stamp) === wanted) return;
  if (!isInstalled(JSON.parse(lockText).packages)) {
    say(
      existsSync(join(top, 'node_modules')) ? 'the packages have changed' : 'first start: this takes a minute or two',
    );
    // Building needs the tools too, whatever NODE_ENV says.
    const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
    await step('installing packages', npm('ci', ...flags));
  }
  writeFileSync(stamp, wanted);
}

// npm leaves a list of what it installed in node_modules; a package may only be missing where it is optional (another platform's).
function isInstalled(wanted) {
  const left = read(join(top, 'node_modules', '.package-lock.json'));
  if (left === null) return false;
  const { packages } = JSON.parse(left);
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
    const found = packages[path];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.peer || entry.devOptional);
  });
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
