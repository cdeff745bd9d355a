import { describe, expect, it } from '@jest/globals';
import { readQuery } from './search-query.js';

describe('a search', () => {
  it.each([
    ['王', { grams: ['王'], inARow: '' }],
    ['王小', { grams: ['王小'], inARow: '' }],
    ['王 小明', { grams: ['王小', '小明'], inARow: '王小明' }],
    ['阿依古丽·买', { grams: ['阿依', '依古', '古丽', '丽买'], inARow: '阿依古丽买' }],
    ['𠮷田', { grams: ['𠮷田'], inARow: '' }],
    ['Wang Xiao-Ming', { letters: 'wangxiaoming' }],
    ['LÜ', { letters: 'lv' }],
    ['ｗｘｍ', { letters: 'wxm' }],
    ['李ming', { grams: ['李'], letters: 'ming' }],
    ['１２３４', { phoneEnd: '1234' }],
    ['138 1234 5678', { phoneEnd: '5678' }],
  ])('for %s looks for these keys', (typed, keys) => {
    expect(readQuery(typed)).toEqual({ grams: [], inARow: '', letters: '', phoneEnd: '', ...keys });
  });

  it.each(['', '  ', '·', '%', '_', '123', '王123'])('for "%s" can find nobody', (typed) => {
    expect(readQuery(typed)).toBeNull();
  });
});
