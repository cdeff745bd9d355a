import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { dayOfNumber } from '../calendar/days.js';
import { checkIdNumber, idNumberCheckCharacter } from './id-number.js';
import { checkStudentNumber } from './student-number.js';

const VALID = ['11010519491231002X', '440524188001010014', '370707201808120986'] as const;

const seventeenDigits = fc
  .record({
    region: fc.integer({ min: 110000, max: 659999 }),
    birth: fc.integer({ min: -25_567, max: 20_000 }).map(dayOfNumber),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map(({ region, birth, sequence }) => `${region}${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`);

describe('an ID number', () => {
  it('is taken when its check character is right, and tells birth date and sex', () => {
    expect(checkIdNumber(VALID[0])).toEqual({
      ok: true,
      value: { number: VALID[0], birthDate: '1949-12-31', sex: 'female' },
    });
    expect(checkIdNumber(VALID[2])).toEqual({
      ok: true,
      value: { number: VALID[2], birthDate: '2018-08-12', sex: 'female' },
    });
  });

  it('is folded from full-width digits, a small x, spaces, dashes and a leading apostrophe', () => {
    for (const typed of [
      '１１０１０５１９４９１２３１００２ｘ',
      "'11010519491231002x",
      ' 110105 19491231-002X\u3000',
    ]) {
      expect(checkIdNumber(typed)).toMatchObject({ ok: true, value: { number: VALID[0] } });
    }
  });

  it.each([
    ['a wrong check character', '110105194912310021', 'idNumber.checkCharacter'],
    ['the old form of 15 digits', '110105491231002', 'idNumber.oldForm'],
    ['a digit missing', '11010519491231002', 'idNumber.length'],
    ['a digit too many', '1101051949123100211', 'idNumber.length'],
    ['letters', '11010519491231OO2X', 'idNumber.characters'],
    ['an X in the middle', '1101051949123X0021', 'idNumber.characters'],
    ['a day no calendar has', `11010520150229001${idNumberCheckCharacter('11010520150229001')}`, 'idNumber.birthDate'],
    [
      'a birth long before anybody alive',
      `44052418000101001${idNumberCheckCharacter('44052418000101001')}`,
      'idNumber.birthDate',
    ],
    ['the text a spreadsheet left of it', '3.70760201709244E+17', 'idNumber.damaged'],
    ['zeros where the last digits were', '370760201709244000', 'idNumber.damaged'],
  ])('is refused with %s', (_what, typed, problem) => {
    expect(checkIdNumber(typed)).toMatchObject({ ok: false, problem });
  });

  it('is refused when a spreadsheet made a number of it, however it looks', () => {
    expect(checkIdNumber(Number('370760201709244520'))).toEqual({ ok: false, problem: 'idNumber.damaged' });
    expect(checkIdNumber(Number.NaN)).toEqual({ ok: false, problem: 'idNumber.damaged' });
    expect(checkIdNumber(110105491231002)).toEqual({ ok: false, problem: 'idNumber.oldForm' });
  });

  it('is refused when its birth date lies after today', () => {
    const number = `37070720261124001${idNumberCheckCharacter('37070720261124001')}`;
    expect(checkIdNumber(number, '2026-11-23')).toEqual({ ok: false, problem: 'idNumber.birthDate' });
    expect(checkIdNumber(number, '2026-11-24')).toMatchObject({ ok: true });
  });

  it('never passes with one digit wrong or two neighbours swapped', () => {
    fc.assert(
      fc.property(seventeenDigits, fc.nat(17), fc.integer({ min: 1, max: 9 }), (digits, position, shift) => {
        const number = digits + idNumberCheckCharacter(digits);
        expect(checkIdNumber(number).ok).toBe(true);
        const characters = [...number];
        const old = characters[position] ?? '';
        characters[position] = String(((old === 'X' ? 10 : Number(old)) + shift) % 10);
        expect(characters.join('') !== number && checkIdNumber(characters.join('')).ok).toBe(false);
        const swapped = [...number];
        [swapped[position - 1], swapped[position]] = [swapped[position] ?? '', swapped[position - 1] ?? ''];
        if (position > 0 && swapped.join('') !== number) expect(checkIdNumber(swapped.join('')).ok).toBe(false);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.double()),
        (typed) => typeof checkIdNumber(typed).ok === 'boolean',
      ),
    );
  });
});

describe('a student number', () => {
  it('with G holds an ID number and gives it', () => {
    expect(checkStudentNumber('g370707201808120986')).toEqual({
      ok: true,
      value: {
        number: 'G370707201808120986',
        idNumber: { number: '370707201808120986', birthDate: '2018-08-12', sex: 'female' },
      },
    });
  });

  it('with J or L is only looked at from outside', () => {
    expect(checkStudentNumber('Ｌ００００００００００００００００１Ｘ')).toEqual({
      ok: true,
      value: { number: 'L0000000000000000' + '1X', idNumber: null },
    });
    expect(checkStudentNumber('J123456789012345678')).toMatchObject({ ok: true, value: { idNumber: null } });
  });

  it.each([
    ['G370734201512040630', 'studentNumber.checkCharacter'],
    ['G370760201709244000', 'studentNumber.damaged'],
    ['370707201808120986', 'studentNumber.invalid'],
    ['G37070720180812098', 'studentNumber.invalid'],
    ['', 'studentNumber.invalid'],
  ])('%s is refused: %s', (typed, problem) => {
    expect(checkStudentNumber(typed)).toEqual({ ok: false, problem });
  });

  it('is refused when a spreadsheet made a number of it', () => {
    expect(checkStudentNumber(3.7e18)).toEqual({ ok: false, problem: 'studentNumber.damaged' });
  });
});
