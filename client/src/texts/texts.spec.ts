import { compareLanguages, flatten, missingKeys } from '../../tools/texts.mjs';
import { texts as en } from './en/index.js';
import { texts as zh } from './zh-CN/index.js';

describe('the texts of the screens', () => {
  it('exist in both languages', () => {
    expect(compareLanguages('zh-CN', flatten(zh), flatten(en))).toEqual([]);
    expect(compareLanguages('en', flatten(en), flatten(zh))).toEqual([]);
  });
});

describe('the check before the build', () => {
  it('finds a text that one language lacks', () => {
    expect(compareLanguages('en', { 'talks.title': 'Talks' }, {})).toEqual(['talks.title: only in en']);
  });

  it('finds an empty text and parameters that differ', () => {
    expect(compareLanguages('en', { a: ' ' }, { a: '' })).toEqual(['a: empty in en']);
    expect(compareLanguages('en', { a: 'Talk with {{name}}' }, { a: '与{{who}}谈话' })).toEqual([
      'a: other parameters than in en',
    ]);
  });

  it('lets a language have plural forms the other does not need', () => {
    const english = { 'days.ago.one': '{{count}} day', 'days.ago.other': '{{count}} days' };
    expect(compareLanguages('en', english, { 'days.ago.other': '{{count}}天' })).toEqual([]);
  });

  it('finds a key that a source names and nobody wrote', () => {
    const texts = { 'talks.title': 'Talks', 'talks.count.other': 'many' };
    expect(missingKeys(`t('talks.title'); t('talks.count'); t('talks.titel'); open('file.txt')`, texts)).toEqual([
      'talks.titel',
    ]);
  });
});
