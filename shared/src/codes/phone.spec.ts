import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { lastFourOfPhone, maskPhone } from './masking.js';
import { checkPhone, checkPhones } from './phone.js';

describe('a telephone number', () => {
  it.each([
    ['13812345678', '13812345678', 'mobile'],
    ['138 1234 5678', '13812345678', 'mobile'],
    ['138-1234-5678', '13812345678', 'mobile'],
    ['１３９１２３４５６７８', '13912345678', 'mobile'],
    ['+86 138 1234 5678', '13812345678', 'mobile'],
    ['008613812345678', '13812345678', 'mobile'],
    ['8613812345678', '13812345678', 'mobile'],
    ['手机：13812345678', '13812345678', 'mobile'],
    ['0536-1234567', '0536-1234567', 'landline'],
    ['（0536）8123456', '0536-8123456', 'landline'],
    ['010 62345678', '010-62345678', 'landline'],
    ['02062345678', '020-62345678', 'landline'],
    ['+86 536 8123456', '0536-8123456', 'landline'],
    ['0536-8123456转801', '0536-8123456-801', 'landline'],
    ['0536-8123456-801', '0536-8123456-801', 'landline'],
    ['+81 80-1234-5678', '+818012345678', 'abroad'],
    ['00 852 9123 4567', '+85291234567', 'abroad'],
    ['+44 (0)20 7946 0958', '+442079460958', 'abroad'],
  ])('%s is kept as %s', (typed, number, kind) => {
    expect(checkPhone(typed)).toEqual({ ok: true, value: { number, kind } });
  });

  it('may be a number cell when it is a mobile', () => {
    expect(checkPhone(13812345678)).toEqual({ ok: true, value: { number: '13812345678', kind: 'mobile' } });
  });

  it('keeps its stored form when checked again', () => {
    for (const stored of ['13812345678', '0536-8123456-801', '010-62345678', '+818012345678']) {
      expect(checkPhone(stored)).toMatchObject({ ok: true, value: { number: stored } });
    }
  });

  it.each([
    ['138 1234 567', 'phone.invalid'],
    ['138123456789', 'phone.invalid'],
    ['12812345678', 'phone.invalid'],
    ['110', 'phone.invalid'],
    ['', 'phone.invalid'],
    ['无', 'phone.invalid'],
    ['+861281234567', 'phone.invalid'],
    ['8123456', 'phone.areaCodeMissing'],
    ['1.38E+10', 'phone.damaged'],
  ])('%s is refused: %s', (typed, problem) => {
    expect(checkPhone(typed)).toMatchObject({ ok: false, problem });
  });

  it('says how many digits were typed, not which', () => {
    expect(checkPhone('138 1234 567')).toEqual({ ok: false, problem: 'phone.invalid', params: { digits: 10 } });
  });

  it('may share a cell with others; the same one is kept once', () => {
    expect(checkPhones('13812345678、0536-8123456；138 1234 5678')).toMatchObject({
      ok: true,
      value: [{ number: '13812345678' }, { number: '0536-8123456' }],
    });
    expect(checkPhones(' ')).toEqual({ ok: true, value: [] });
    expect(checkPhones('13812345678/138')).toMatchObject({ ok: false, problem: 'phone.invalid' });
    expect(checkPhones('13812345671,13812345672,13812345673,13812345674,13812345675,13812345676')).toMatchObject({
      ok: false,
      problem: 'phone.tooMany',
    });
  });

  it('never throws, and what it takes it takes again unchanged', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: fc.constantFrom(...'0123456789+- ()转１８') }),
          fc.string({ unit: 'binary' }),
          fc.double(),
        ),
        (typed) => {
          const phone = checkPhone(typed);
          if (phone.ok) expect(checkPhone(phone.value.number)).toEqual(phone);
        },
      ),
    );
  });
});

describe('a masked telephone number', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['0536-8123456', '0536-***3456'],
    ['010-62345678', '010-****5678'],
    ['0536-8123456-801', '0536-***3456'],
    ['+818012345678', '+818****5678'],
    ['+6834012', '+68****12'],
    ['not a number', '****'],
  ])('of %s is %s', (number, masked) => {
    expect(maskPhone(number)).toBe(masked);
  });

  it('hides at least three digits of every number we take', () => {
    const abroad = fc.stringMatching(/^\+[1-9]\d{6,14}$/).filter((number) => !number.startsWith('+86'));
    fc.assert(
      fc.property(
        fc.oneof(fc.stringMatching(/^1[3-9]\d{9}$/), fc.stringMatching(/^0[3-9]\d{2}-[2-9]\d{6,7}$/), abroad),
        (number) => {
          const shown = maskPhone(number).replace(/\D/g, '').length;
          expect(number.replace(/\D/g, '').length - shown).toBeGreaterThanOrEqual(3);
        },
      ),
    );
  });

  it('is searched by its last four digits, without the extension', () => {
    expect(lastFourOfPhone('0536-8123456-801')).toBe('3456');
    expect(lastFourOfPhone('0536-8123456')).toBe('3456');
    expect(lastFourOfPhone('13812345678')).toBe('5678');
  });
});
