// Which sources make up which screen, read from the routes themselves, so that no list beside them can go stale.
import ts from 'typescript';

/**
 * @typedef {object} Screen
 * @property {string} path as in the router: '/students/:id/contacts'
 * @property {string[]} steps the sources fetched one after the other on the way there, the screen's own page last
 * @property {string | null} title key of the text in the title bar
 * @property {boolean} worded whether every text is there before the screen is; the first screens do with theirs
 * @property {string[]} reads addresses the screen asks at once, from the route's `data: { firstReads: […] }`
 */

/**
 * Every screen of the application.
 * @param {string} file the source that exports `routes`, for example 'src/app/app.routes.ts'
 * @param {(file: string) => string} read gives a source
 * @returns {Screen[]}
 * @throws Error where the routes are written in a way this does not understand
 */
export function readScreens(file, read) {
  const sources = new Map();
  const source = (name) => {
    if (!sources.has(name)) sources.set(name, ts.createSourceFile(name, read(name), ts.ScriptTarget.Latest, true));
    return sources.get(name);
  };
  const screens = [];

  /** Walks one array of routes that stands below `path` and is reached by `steps`. */
  function walk(name, array, path, steps, around) {
    for (const element of array.elements) {
      if (ts.isSpreadElement(element)) {
        const list = element.expression.expression.expression.text;
        const from = importedFrom(source(name), list) ?? name;
        walk(from, arrayOf(source(from), list), path, steps, around);
      } else route(name, element, path, steps, around);
    }
  }

  function route(name, element, path, steps, around) {
    const property = (key) =>
      element.properties.find((one) => one.name?.getText() === key && ts.isPropertyAssignment(one))?.initializer;
    const own = property('path');
    const here = own && own.text !== '' ? `${path}/${own.text}` : path;
    const loader = property('loadComponent') ?? property('loadChildren') ?? property('load');
    const lazy = importOf(loader, name);
    const component = property('component');
    const static_ = component ? importedFrom(source(name), component.text) : null;
    const reached = [...steps, ...[lazy, static_].filter((step) => step && !steps.includes(step))];
    const title = (property('title') ?? property('text'))?.text ?? around.title;
    const reads = readsOf(property('data')) ?? around.reads;
    const worded = around.worded || loader?.getText().startsWith('worded(') === true;
    const children = property('children');
    const listed = property('loadChildren') ?? property('load');
    if (listed) return walk(lazy, arrayOf(source(lazy), 'routes'), here, reached, { title, reads, worded });
    if (lazy || component) screens.push({ path: here || '/', steps: reached, title, reads, worded });
    // What a screen reads is not what the screens inside it read.
    if (children) walk(name, children, here, reached, { title, worded, reads: here === path ? reads : [] });
  }

  walk(file, arrayOf(source(file), 'routes'), '', [], { title: null, reads: [], worded: false });
  // What stands around a screen has the same address where the screen is its first; the screen needs more.
  const longest = new Map();
  for (const screen of screens)
    if (screen.steps.length > (longest.get(screen.path)?.steps.length ?? 0)) longest.set(screen.path, screen);
  return [...longest.values()].filter(({ path }) => !path.includes('**'));
}

/** The addresses in `data: { firstReads: […] }`. */
function readsOf(data) {
  const list = data?.properties.find((one) => one.name?.getText() === 'firstReads')?.initializer;
  return list ? list.elements.map((one) => one.text) : null;
}

/** The array an exported constant holds. */
function arrayOf(source, name) {
  let found;
  ts.forEachChild(source, (node) => {
    if (!ts.isVariableStatement(node)) return;
    for (const declared of node.declarationList.declarations)
      if (declared.name.getText() === name && ts.isArrayLiteralExpression(declared.initializer))
        found = declared.initializer;
  });
  if (!found) throw new Error(`${source.fileName}: no list "${name}"`);
  return found;
}

/** The source that a function such as `() => import('./x.js').then(…)` fetches. */
function importOf(initializer, name) {
  if (!initializer) return null;
  let found = null;
  const look = (node) => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      found = resolve(name, node.arguments[0].text);
    ts.forEachChild(node, look);
  };
  look(initializer);
  return found;
}

/** The source a name is imported from; null when it stands in the same file. */
function importedFrom(source, name) {
  for (const node of source.statements) {
    if (!ts.isImportDeclaration(node)) continue;
    const names = node.importClause?.namedBindings;
    if (names && ts.isNamedImports(names) && names.elements.some((one) => one.name.text === name))
      return resolve(source.fileName, node.moduleSpecifier.text);
  }
  return null;
}

function resolve(from, specifier) {
  return new URL(specifier, `file:///${from}`).pathname.slice(1).replace(/\.js$/, '.ts');
}
