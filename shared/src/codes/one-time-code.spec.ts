import { foldOneTimeCode, ONE_TIME_CODE_SIGNS, shownOneTimeCode } from './one-time-code.js';
import { checkUsername } from './usernames.js';

describe('a one-time code', () => {
  it('is known however it was typed from the slip', () => {
    for (const typed of [
      'AB0DE-FG1JK',
      'ab0de fg1jk',
      'ABODE-FGIJK',
      ' abodefgljk ',
      'ＡＢ０ＤＥ－ＦＧ１ＪＫ',
      'AB0DE—FG1JK',
    ])
      expect(foldOneTimeCode(typed)).toBe('AB0DEFG1JK');
    expect(shownOneTimeCode('AB0DEFG1JK')).toBe('AB0DE-FG1JK');
  });

  it('is nothing that is too short, too long or has other signs', () => {
    for (const typed of ['', 'AB0DE-FG1J', 'AB0DE-FG1JKM', 'AB0DE-FG1JU', '家AB0DEFG1J'])
      expect(foldOneTimeCode(typed)).toBeNull();
  });

  it('is made of 32 different signs', () => {
    expect(new Set(ONE_TIME_CODE_SIGNS).size).toBe(32);
  });
});

describe('a user name', () => {
  it('has small letters, digits, dots and dashes', () => {
    expect(checkUsername(' Head-3-2 ')).toEqual({ ok: true, value: 'head-3-2' });
    for (const wrong of ['ab', '王小明', '-abc', 'abc-', 'a b c', 'x'.repeat(41)])
      expect(checkUsername(wrong)).toMatchObject({ ok: false, problem: 'username.invalid' });
  });
});
