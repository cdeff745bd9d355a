import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkPersonName } from './person-name.js';

describe("a person's name", () => {
  it.each([
    ['李明', '李明'],
    [' 李　明 ', '李明'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽．买买提', '阿依古丽·买买提'],
    ['阿依古丽.买买提', '阿依古丽·买买提'],
    ['阿依古丽 · 买买提', '阿依古丽·买买提'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['王㛃', '王㛃'],
    ['李𠅤', '李𠅤'],
    ['张〇一', '张〇一'],
    ['Anna  Müller', 'Anna Müller'],
    ['Ｏ’Neill J.', "O'Neill J."],
    ['Nguyễn Thị-Lan', 'Nguyễn Thị-Lan'],
  ])('%s is kept as %s', (typed, name) => {
    expect(checkPersonName(typed)).toEqual({ ok: true, value: name });
  });

  it.each([
    ['', 'name.missing'],
    ['　', 'name.missing'],
    ['=HYPERLINK("http://x","点我")', 'name.formula'],
    ['＝李明', 'name.formula'],
    ['+李明', 'name.formula'],
    ['-李明', 'name.formula'],
    ['@李明', 'name.formula'],
    ['\t李明', 'name.formula'],
    ['李明1', 'name.digits'],
    ['李明①', 'name.digits'],
    ['李\u0000明', 'name.characters'],
    ['李\u200b明', 'name.characters'],
    ['李<b>明', 'name.characters'],
    ['·李明', 'name.characters'],
    ['李明·', 'name.characters'],
    ['李明😀', 'name.characters'],
    ['李', 'name.length'],
    ['𠅤', 'name.length'],
    ['李'.repeat(26), 'name.length'],
  ])('%j is refused: %s', (typed, problem) => {
    expect(checkPersonName(typed)).toMatchObject({ ok: false, problem });
  });

  it('is counted in characters: 25 rare ones fit', () => {
    expect(checkPersonName('𠅤'.repeat(25))).toMatchObject({ ok: true });
  });

  it('never throws, and what it takes it takes again unchanged', () => {
    const pieces = fc.string({
      unit: fc.constantFrom('李', '明', '𠅤', '·', '.', ' ', 'A', 'é', "'", '-', '．', '\u0301'),
    });
    fc.assert(
      fc.property(fc.oneof(pieces, fc.string({ unit: 'binary' })), (typed) => {
        const name = checkPersonName(typed);
        if (name.ok) expect(checkPersonName(name.value)).toEqual(name);
      }),
    );
  });
});
