// Runs before every build: no text may be missing in either language, no problem code without a sentence, no symbol without a drawing.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareLanguages, flatten, missingKeys } from './texts.mjs';

const CLIENT = fileURLToPath(new URL('..', import.meta.url));
const LANGUAGES = ['zh-CN', 'en'];
/** Files whose keys stand at the top; every other file is the namespace of its feature. */
const TOP_FILES = ['codes', 'core'];
function textsOf(language) {
  const folder = join(CLIENT, 'src/texts', language);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .reduce((all, file) => {
      const name = file.replace('.json', '');
      const texts = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      return Object.assign(all, flatten(texts, TOP_FILES.includes(name) ? '' : name));
    }, {});
}

/** A file of texts that neither the first nor the later texts import is there and never shown. */
function unreadFiles(language) {
  const folder = join(CLIENT, 'src/texts', language);
  const index = ['first.ts', 'later.ts'].map((file) => readFileSync(join(folder, file), 'utf8')).join('\n');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && !index.includes(`'./${file}'`))
    .map((file) => `texts/${language}/${file}: imported by neither first.ts nor later.ts`);
}

function filesBelow(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

function problemCodes() {
  const source = readFileSync(join(CLIENT, '../shared/src/codes/problems.ts'), 'utf8');
  const list = source.slice(source.indexOf('PROBLEM_CODES = ['), source.indexOf('] as const'));
  return [...list.matchAll(/'([\w.]+)'/g)].map((match) => match[1]);
}

function iconProblems() {
  const drawn = [...readFileSync(join(CLIENT, 'src/assets/icons.svg'), 'utf8').matchAll(/<symbol id="([^"]+)"/g)].map(
    (m) => m[1],
  );
  const named = [...readFileSync(join(CLIENT, 'src/app/ui/icon/icon-name.ts'), 'utf8').matchAll(/\| '([^']+)'/g)].map(
    (m) => m[1],
  );
  return [
    ...named.filter((name) => !drawn.includes(name)).map((name) => `icon ${name}: named but not drawn`),
    ...drawn.filter((name) => !named.includes(name)).map((name) => `icon ${name}: drawn but not in IconName`),
  ];
}

function check() {
  const [zh, en] = LANGUAGES.map(textsOf);
  const permissions = readFileSync(join(CLIENT, '../shared/src/access/policy.ts'), 'utf8');
  const problems = [
    ...compareLanguages('zh-CN', zh, en),
    ...compareLanguages('en', en, zh),
    ...LANGUAGES.flatMap(unreadFiles),
    ...iconProblems(),
  ];
  for (const code of problemCodes()) if (!(`problems.${code}` in zh)) problems.push(`problems.${code}: no sentence`);
  for (const file of filesBelow(join(CLIENT, 'src/app')).filter(
    (name) => /\.(ts|html)$/.test(name) && !name.endsWith('.spec.ts'),
  )) {
    // Permissions look like keys ('today.view'); what stands in the policy table is one.
    const missing = missingKeys(readFileSync(file, 'utf8'), zh).filter((key) => !permissions.includes(`'${key}'`));
    problems.push(...missing.map((key) => `${key}: named in ${relative(CLIENT, file)}, but there is no such text`));
  }
  return problems;
}

const problems = check();
if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n${problems.length} problem(s) with texts or icons\n`);
  process.exit(1);
}
