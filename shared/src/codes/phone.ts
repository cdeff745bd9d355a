import { bad, good, type Checked } from './problems.js';
import { cellText, isDamagedNumber } from './spreadsheet-damage.js';
import { LIMITS } from './limits.js';

/** A Chinese mobile, a Chinese landline with area code, or a number abroad. */
export const PHONE_KINDS = ['mobile', 'landline', 'abroad'] as const;
export type PhoneKind = (typeof PHONE_KINDS)[number];

/** A telephone number in the one form it is stored in: `13812345678`, `0536-1234567`, `0536-1234567-801`, `+818012345678`. */
export interface Phone {
  readonly number: string;
  readonly kind: PhoneKind;
}

const MOBILE = /^1[3-9]\d{9}$/;
// 010 and 02x are the three-digit area codes of the largest cities; all others have four digits.
const LANDLINE = /^(010|02\d|0[3-9]\d{2})([1-9]\d{6,7})$/;
const LOCAL = /^[2-9]\d{6,7}$/;
const ABROAD = /^\+[1-9]\d{6,14}$/;
const EXTENSION = /(?:转|轉|分机|分機|ext\.?|x|#)\s*(\d{1,5})$/i;
const SEPARATORS = /[\s\p{Pd}().·−]/gu;

/**
 * A telephone number as typed, with full-width digits, spaces, dashes, brackets, `+86`, `0086` and an extension behind 转.
 *
 * Problems: `phone.damaged` a spreadsheet wrote it as 1.38E+10 · `phone.areaCodeMissing` a landline without its area code ·
 * `phone.invalid` anything else, with `digits`, how many were typed.
 */
export function checkPhone(typed: string | number): Checked<Phone> {
  if (isDamagedNumber(typed)) return bad('phone.damaged');
  const text = cellText(typed).replace(/^(?:电话|電話|手机|手機|tel|phone)\s*:?\s*/i, '');
  const extension = EXTENSION.exec(text)?.[1] ?? dashedExtension(text);
  const main = extension === undefined ? text : text.replace(/\D*\d{1,5}$/, '');
  const number = withoutCountry(main.replace('(0)', '').replace(SEPARATORS, ''));

  if (extension === undefined && MOBILE.test(number)) return good({ number, kind: 'mobile' });
  const landline = LANDLINE.exec(number);
  if (landline)
    return good({ number: [landline[1], landline[2], extension].filter(Boolean).join('-'), kind: 'landline' });
  if (extension === undefined && ABROAD.test(number) && !number.startsWith('+86'))
    return good({ number, kind: 'abroad' });
  if (LOCAL.test(number)) return bad('phone.areaCodeMissing');
  return bad('phone.invalid', { digits: text.replace(/\D/g, '').length });
}

/**
 * Several numbers in one cell, apart by `、，,;；/|` or a line break, each as {@link checkPhone} wants it; the same number twice is kept
 * once. An empty cell gives an empty list. Problems: the first of a number, or `phone.tooMany`.
 */
export function checkPhones(typed: string | number): Checked<readonly Phone[]> {
  const parts = (typeof typed === 'number' ? [typed] : typed.split(/[、，,;；/／|｜\n\r或]+/)).filter((part) =>
    String(part).trim(),
  );
  const phones = new Map<string, Phone>();
  for (const part of parts) {
    const phone = checkPhone(part);
    if (!phone.ok) return phone;
    phones.set(phone.value.number, phone.value);
  }
  return phones.size > LIMITS.phonesPerPerson
    ? bad('phone.tooMany', { max: LIMITS.phonesPerPerson })
    : good([...phones.values()]);
}

/** The extension behind a landline written with dashes throughout: `0536-1234567-801`. */
function dashedExtension(text: string): string | undefined {
  return /^\(?0\d{2,3}\)?[\s\p{Pd}]*\d{7,8}\p{Pd}(\d{1,5})$/u.exec(text)?.[1];
}

/** Turns 00 into +, and leaves off +86: numbers at home stand without the country. */
function withoutCountry(number: string): string {
  const international = number.replace(/^00/, '+');
  if (international.startsWith('+86')) {
    const home = international.slice(3);
    return MOBILE.test(home) || home.startsWith('0') ? home : `0${home}`;
  }
  return /^86(1[3-9]\d{9})$/.test(international) ? international.slice(2) : international;
}
