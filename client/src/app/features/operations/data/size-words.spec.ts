import { sizeWords } from './size-words.js';

describe('a size in words', () => {
  it('takes the unit people would take, in either language', () => {
    expect(sizeWords(0, 'en')).toBe('0 byte');
    expect(sizeWords(364 * 1024, 'en')).toBe('364 kB');
    expect(sizeWords(15.49 * 1024 ** 2, 'en')).toBe('15.5 MB');
    expect(sizeWords(252 * 1024 ** 3, 'en')).toBe('252 GB');
    expect(sizeWords(5000 * 1024 ** 4, 'en')).toBe('5,000 TB');
    expect(sizeWords(1536, 'zh-CN')).toMatch(/^2\s?kB$/);
  });
});
