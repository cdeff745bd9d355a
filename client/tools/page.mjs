// Puts together what the server needs to answer with a page that paints at once: see server/src/platform/web/first-page.ts.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { chunkOf, closureOf, filesByScreen } from './chunks.mjs';
import { flatten, unsaid } from './texts.mjs';

const LANGUAGES = ['zh-CN', 'en'];
/** Stands around every screen of whoever is signed in. */
const SHELL = 'src/app/shell/shell.ts';
const DOOR = '/sign-in';
/** Lists of titles and names that are shown by screens which wait for every text. */
const NAMED_FOR_LATER = ['src/app/app.routes.ts', 'src/app/features/school/sections.ts'];

/** What the first screens say, which every page awaits, and what the others say. */
export const textsOf = (language, part) => `src/texts/${language}/${part}.ts`;

/**
 * @param {string} client the client's folder
 * @param {object} outputs of stats.json
 * @param {string} main the chunk that every page loads
 * @param {import('./screens.mjs').Screen[]} screens
 * @returns {object} what the server reads beside the build
 */
export function pageFor(client, outputs, main, screens) {
  const source = (file) => readFileSync(join(client, 'src/frame', file), 'utf8');
  const words = Object.fromEntries(LANGUAGES.map((language) => [language, wordsOf(client, language)]));
  const both = (key) =>
    LANGUAGES.map((language) => `<span lang="${language}">${escaped(words[language][key])}</span>`).join('');
  const icon = readFileSync(join(client, 'public/icon.svg'), 'utf8').trim();
  const frame = (file) =>
    source(file)
      .replace(/\n\s*/g, '')
      .replaceAll('__ICON__', icon)
      .replace(/\[\[([\w.]+)\]\]/g, (_, key) => both(key));
  const texts = (parts) =>
    Object.fromEntries(
      LANGUAGES.map((language) => [
        language,
        closureOf(
          outputs,
          parts.map((part) => chunkOf(outputs, textsOf(language, part))),
        ).filter((file) => file !== main),
      ]),
    );
  // Without its comments and its indentation.
  const before = source('before.js').replace(/^\s*(\/\/.*\n)?\s*/gm, '');
  const files = new Map(filesByScreen(outputs, main, screens).map((one) => [one.path, one.files]));
  return {
    before: before.trim(),
    texts: { first: texts(['first']), all: texts(['first', 'later']) },
    frames: { door: frame('door.html'), inside: frame('inside.html') },
    screens: screens.map(({ path, steps, title, worded, reads }) => ({
      path,
      frame: steps.includes(SHELL) ? 'inside' : path === DOOR ? 'door' : null,
      title: title ? both(title) : '',
      // What every page loads comes first: it has to run before anything else can.
      files: [main, ...files.get(path)],
      texts: worded ? 'all' : 'first',
      reads,
    })),
  };
}

/** Texts that a first screen names and that are not among the first texts; it would show nothing in their place for a moment. */
export function unsaidAtFirst(client, outputs, main, screens) {
  const later = readFileSync(join(client, textsOf('zh-CN', 'later')), 'utf8');
  const namespaces = [...later.matchAll(/from '\.\/(\w+)\.json'/g)].map((match) => match[1]);
  const words = Object.keys(wordsOf(client, 'zh-CN')).filter((key) => namespaces.includes(key.split('.')[0]));
  const first = screens
    .filter(({ worded }) => !worded)
    .flatMap(({ steps }) => steps.map((step) => chunkOf(outputs, step)));
  const modules = closureOf(outputs, [main, ...first]).flatMap((file) => Object.keys(outputs[file].inputs));
  return modules
    .filter((name) => name.startsWith('src/app/') && !NAMED_FOR_LATER.includes(name))
    .flatMap((name) => [name, name.replace(/\.ts$/, '.html')])
    .filter((name) => existsSync(join(client, name)))
    .flatMap((name) =>
      unsaid(readFileSync(join(client, name), 'utf8'), words).map((key) => `${key}: named in ${name}`),
    );
}

/** Every text of a language as { 'talks.title': '…' }. */
function wordsOf(client, language) {
  const folder = join(client, 'src/texts', language);
  const texts = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file.replace('.json', ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))])
    .map(([name, part]) => flatten(part, ['codes', 'core'].includes(name) ? '' : name));
  return Object.assign({}, ...texts);
}

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
