import { describe, expect, it } from '@jest/globals';
import { looksLikeFormula, hasControlCharacters } from './folding.js';
import { maskAddress, maskIdNumber, maskStudentNumber } from './masking.js';

describe('a masked number', () => {
  it('of identity shows province, city and the check character', () => {
    expect(maskIdNumber('370707201808120984')).toBe('3707***********4');
    expect(maskIdNumber('11010519491231002X')).toBe('1101***********X');
    expect(maskIdNumber('110105491231002')).toBe('****');
  });

  it('of a student hides the ID number inside', () => {
    expect(maskStudentNumber('G370707201808120984')).toBe('G3707***********4');
    expect(maskStudentNumber('370707201808120984')).toBe('****');
  });
});

describe('a masked address', () => {
  it.each([
    ['某省某市某县东庄村215号', '东庄村', '某省某市某县东庄村***'],
    ['某省某市某县东庄村215号', null, '某省某市某县东庄村***'],
    ['某省某市某县东庄村东头第三家', '东庄村', '某省某市某县东庄村***'],
    ['某省某市某县东庄村东头第三家', null, '某省某市某县东庄村***'],
    ['某市某区和平路１２号院3号楼2单元501室', null, '某市某区和平路***'],
    ['某市某区阳光花园A座', null, '某市某区阳光花园***'],
    ['某市某区阳光花园三栋', null, '某市某区阳光花园***'],
    ['某县三里屯村十五号', null, '某县三里屯村***'],
    ['某县东庄村东庄村小区8号', '东庄村', '某县东庄村***'],
    ['东庄村', '东庄村', '东庄村***'],
    ['学校后面', null, '***'],
    ['', '东庄村', ''],
  ])('%s (%s) is shown as %s', (address, village, shown) => {
    expect(maskAddress(address, village)).toBe(shown);
  });
});

describe('a text', () => {
  it('that begins like a formula is recognised in both widths', () => {
    for (const text of ['=1', '+1', '-1', '@a', '\t1', '\r1', '＝1', '＠a', ' =1'])
      expect(looksLikeFormula(text)).toBe(true);
    for (const text of ['a=1', '李明', '', '1-2']) expect(looksLikeFormula(text)).toBe(false);
  });

  it('with control characters is recognised; line breaks and rare characters are none', () => {
    expect(hasControlCharacters('a\u0000')).toBe(true);
    expect(hasControlCharacters('a\u0085')).toBe(true);
    expect(hasControlCharacters('a\ud800')).toBe(true);
    expect(hasControlCharacters('line\nline\t𠅤')).toBe(false);
  });
});
