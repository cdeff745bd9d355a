/** Typing habits that mean the same: full-width digits and letters, ideographic spaces, compatibility forms. Keeps the length of nothing. */
export function foldWidth(text: string): string {
  return text.normalize('NFKC');
}

/** A word as it is looked up in our tables: one width, lower case, without spaces, brackets, dashes and dots. */
export function foldWord(text: string): string {
  return foldWidth(text)
    .toLowerCase()
    .replace(/[\s\p{P}\p{Z}\p{Cf}\p{Cc}]/gu, '');
}

/** True for a text that a spreadsheet would run as a formula: it begins with `=`, `+`, `-`, `@`, a tab or a line break, in either width. */
export function looksLikeFormula(text: string): boolean {
  return /^[\t\r\n]/.test(text) || /^\s*[=+\-@]/.test(foldWidth(text));
}

/** True when a text holds control characters nobody types on purpose (line breaks and tabs are fine); PostgreSQL refuses some of them. */
export function hasControlCharacters(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- finding them is the point
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|[\ud800-\udfff]/u.test(text);
}
