// The rules of the check before the build, without the files.

/** Plural forms a language may have on top of `other`. */
const EXTRA_FORMS = /\.(one|two|few|many|zero)$/;

/** All texts of nested JSON as { 'talks.title': '…' }. */
export function flatten(texts, prefix = '') {
  return Object.entries(texts).reduce((flat, [key, value]) => {
    const path = prefix ? `${prefix}.${key}` : key;
    return Object.assign(flat, typeof value === 'object' ? flatten(value, path) : { [path]: value });
  }, {});
}

/** Keys of one language that the other lacks, empty texts, and parameters that only one language uses. */
export function compareLanguages(name, left, right) {
  const problems = [];
  for (const [key, text] of Object.entries(left)) {
    if (text.trim() === '') problems.push(`${key}: empty in ${name}`);
    if (EXTRA_FORMS.test(key)) {
      if (!(key.replace(EXTRA_FORMS, '.other') in left)) problems.push(`${key}: no form "other" in ${name}`);
    } else if (!(key in right)) problems.push(`${key}: only in ${name}`);
    else if (parameters(text) !== parameters(right[key])) problems.push(`${key}: other parameters than in ${name}`);
  }
  return problems;
}

function parameters(text) {
  return [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1]))].sort().join();
}

/** Keys that sources name in `t('…')`, `title: '…'`-like literals of a known namespace, and that do not exist. */
export function missingKeys(source, texts) {
  const namespaces = new Set(Object.keys(texts).map((key) => key.split('.')[0]));
  const named = [...source.matchAll(/(['"`])([a-z][A-Za-z]*(?:\.[A-Za-z0-9]+)+)\1/g)].map((match) => match[2]);
  return named.filter((key) => namespaces.has(key.split('.')[0]) && !(key in texts) && !(`${key}.other` in texts));
}

/** Keys, and beginnings of keys that end in a dot, that a source names and that are among these words. */
export function unsaid(source, words) {
  const named = [...source.matchAll(/(['"`])([a-z][A-Za-z]*\.[A-Za-z0-9.]*)/g)].map((match) => match[2]);
  return [...new Set(named)].filter((key) =>
    words.some((word) => word === key || word.startsWith(key.endsWith('.') ? key : `${key}.`)),
  );
}
