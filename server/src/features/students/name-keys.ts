import { pinyin } from 'pinyin-pro';
import { lastFourOfPhone } from '@tongxin/shared';
import { OTHER_READINGS, SURNAME_READINGS } from './name-readings.js';

/** By what a student can be found: characters of the name, full pinyin, initials, the last four digits of a phone. */
export type SearchKeyKind = 'gram' | 'pinyin' | 'initials' | 'phone';

/** One short key; the same key stands once a student. */
export interface SearchKey {
  readonly kind: SearchKeyKind;
  readonly key: string;
}

/** A piece of a name that is spoken as one: a Chinese character, or a word in letters; the first reading is the usual one. */
interface Piece {
  readonly text: string;
  /** Without tones, `v` for ü; what somebody may type for it. */
  readonly readings: readonly string[];
  /** The usual reading with its tone, for sorting. */
  readonly sorted: string;
}

/** A name that has been read aloud once, for all keys that are made of it. */
export interface SpokenName {
  readonly name: string;
  readonly pieces: readonly Piece[];
}

/** Selects how a rare character is drawn, not which one it is. */
const VARIATION = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
const HAN = /\p{Script=Han}/u;
const LATIN_WORD = /[\p{Script=Latin}\p{M}]+/u;
const PIECES = /\p{Script=Han}|[\p{Script=Latin}\p{M}]+|\p{L}/gu;
const COMPOUND_SURNAME = 2;
/** So many ways to read one name are kept at most; nobody types the others. */
const READINGS_AT_MOST = 8;

/**
 * The keys a student is found by, for `student_keys`. Pure.
 *
 * - `gram`: each one and two neighbouring characters of the name, without `·` and spaces
 * - `pinyin`: the name in full pinyin without tones, from each of its characters on, and surname in full with initials (`wangxm`);
 *   ü stands as `v` and as `u`; a character with two readings stands with both
 * - `initials`: the first letters, from each character on
 * - `phone`: the last four digits
 *
 * @param spoken the name in the form `checkPersonName` gives, or as {@link speak} has read it
 * @param phoneNumbers in the form they are stored in; the child's own and those of the people on the card
 * @returns each key once
 */
export function searchKeysOf(spoken: string | SpokenName, phoneNumbers: readonly string[]): SearchKey[] {
  const { name, pieces } = speak(spoken);
  const surname = surnameLength(name);
  const keys = new Map<string, SearchKey>();
  const add = (kind: SearchKeyKind, key: string): void => {
    if (key !== '') keys.set(`${kind} ${key}`, { kind, key });
  };
  const characters = gramCharacters(name);
  characters.forEach((character, position) => {
    add('gram', character);
    const next = characters[position + 1];
    if (next !== undefined) add('gram', character + next);
  });
  pieces.forEach((_, from) => {
    for (const way of waysToRead(pieces.slice(from).map(({ readings }) => readings))) {
      add('pinyin', way.join(''));
      add('initials', way.map(initialOf).join(''));
      if (from === 0 && way.length > surname)
        add('pinyin', [...way.slice(0, surname), ...way.slice(surname).map(initialOf)].join(''));
    }
  });
  for (const number of phoneNumbers) {
    const end = lastFourOfPhone(number);
    if (end.length === 4) add('phone', end);
  }
  return [...keys.values()];
}

/**
 * Sorts names as a class register does, under plain byte order: by pinyin with tone character by character, so that one surname stays together.
 * The same name always gives the same key.
 */
export function sortKeyOf(spoken: string | SpokenName): string {
  return speak(spoken)
    .pieces.map(({ sorted, text }) => `${sorted}${HAN.test(text) ? text : ' '}`)
    .join('');
}

/** Reads a name aloud: most of what its keys cost. Pure. */
export function speak(name: string | SpokenName): SpokenName {
  return typeof name === 'string' ? { name, pieces: piecesOf(name) } : name;
}

/** The characters of a name by which it is searched: letters of all scripts but Latin, which goes by words. */
export function gramCharacters(text: string): string[] {
  return [...text.replace(VARIATION, '').toLowerCase()].filter(
    (character) => /\p{L}|〇/u.test(character) && !LATIN_WORD.test(character),
  );
}

/** Latin letters as they are searched: small, without marks and separators, ü as `v`. */
export function foldLetters(text: string): string {
  return withV(text)
    .normalize('NFD')
    .replace(/[^a-z]/g, '');
}

function withV(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replace(/[üǖǘǚǜ]|u:/g, 'v');
}

function piecesOf(name: string): Piece[] {
  const texts = name.replace(VARIATION, '').replaceAll('〇', '零').match(PIECES) ?? [];
  const chinese = texts.filter((text) => HAN.test(text));
  const spoken = readingsOf(chinese, !name.includes('·') && HAN.test(texts[0] ?? ''));
  return texts.map((text) => {
    if (!HAN.test(text)) {
      const letters = foldLetters(text.normalize('NFD').replace(/\p{M}/gu, ''));
      return { text, readings: [...new Set([letters, foldLetters(text)])], sorted: letters || text };
    }
    const usual = spoken.shift() ?? text;
    const reading = foldLetters(usual);
    const others = OTHER_READINGS[text] ?? [];
    return { text, readings: [...new Set([reading, ...others].flatMap(withU))].filter(Boolean), sorted: usual };
  });
}

/** The usual reading of each character with its tone, `lv3`; a character without any known reading stands for itself. */
function readingsOf(characters: readonly string[], withSurname: boolean): string[] {
  const text = characters.join('');
  const readings = pinyin(text, {
    type: 'array',
    toneType: 'num',
    toneSandhi: false,
    ...(withSurname ? { surname: 'head' } : { surname: 'off' }),
  }).map((reading) => withV(reading));
  if (!withSurname) return readings;
  const known =
    SURNAME_READINGS[characters.slice(0, COMPOUND_SURNAME).join('')] ?? SURNAME_READINGS[characters[0] ?? ''];
  return known ? [...known.split(' '), ...readings.slice(known.split(' ').length)] : readings;
}

/** How many characters the surname has. */
function surnameLength(name: string): number {
  const characters = [...name];
  if (characters.length <= COMPOUND_SURNAME) return 1;
  return COMPOUND_SURNAMES.has(characters.slice(0, COMPOUND_SURNAME).join('')) ? COMPOUND_SURNAME : 1;
}

const COMPOUND_SURNAMES = new Set([
  ...Object.keys(SURNAME_READINGS).filter((surname) => [...surname].length === COMPOUND_SURNAME),
  ...['司马', '上官', '诸葛', '东方', '皇甫', '公孙', '慕容', '司徒', '司空', '夏侯', '轩辕', '宇文', '端木', '南宫'],
  ...['独孤', '西门', '东郭', '百里', '呼延', '申屠', '太史', '钟离', '闻人', '赫连', '拓跋', '司馬', '諸葛', '東方'],
]);

/** ü is typed as `v` by some and as `u` by others. */
function withU(reading: string): string[] {
  return reading.includes('v') ? [reading, reading.replaceAll('v', 'u')] : [reading];
}

/** Every way to read a run of pieces, the usual one first. */
function waysToRead(readings: readonly (readonly string[])[]): string[][] {
  let ways: string[][] = [[]];
  for (const choices of readings) {
    ways = choices.length === 0 ? ways : ways.flatMap((way) => choices.map((choice) => [...way, choice]));
    ways = ways.slice(0, READINGS_AT_MOST);
  }
  return ways;
}

function initialOf(reading: string): string {
  return reading.slice(0, 1);
}
