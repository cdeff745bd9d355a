import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { searchKeysOf, sortKeyOf, type SearchKeyKind } from './name-keys.js';

const keysOf = (name: string, kind: SearchKeyKind): string[] =>
  searchKeysOf(name, [])
    .filter((one) => one.kind === kind)
    .map(({ key }) => key);

describe('the keys of a name', () => {
  it.each([
    ['单小雨', 'shanxiaoyu', 'sxy'],
    ['單小雨', 'shanxiaoyu', 'sxy'],
    ['仇念真', 'qiunianzhen', 'qnz'],
    ['解晓东', 'xiexiaodong', 'xxd'],
    ['曾可心', 'zengkexin', 'zkx'],
    ['区子涵', 'ouzihan', 'ozh'],
    ['区志', 'ouzhi', 'oz'],
    ['盖小春', 'gexiaochun', 'gxc'],
    ['查良', 'zhaliang', 'zl'],
    ['覃海燕', 'qinhaiyan', 'qhy'],
    ['尉迟安', 'yuchian', 'yca'],
    ['尉遲安', 'yuchian', 'yca'],
    ['万俟真', 'moqizhen', 'mqz'],
    ['單于青', 'chanyuqing', 'cyq'],
    ['长孙宁', 'zhangsunning', 'zsn'],
  ])('read the surname of %s as a surname: %s, %s', (name, full, initials) => {
    expect(keysOf(name, 'pinyin')).toContain(full);
    expect(keysOf(name, 'initials')).toContain(initials);
    expect(sortKeyOf(name).startsWith(full.slice(0, 2))).toBe(true);
  });

  it('hold the ordinary reading of such a surname too, for who does not know better', () => {
    expect(keysOf('仇念真', 'pinyin')).toContain('chounianzhen');
    expect(keysOf('解晓东', 'pinyin')).toContain('jiexiaodong');
  });

  it('begin at each character, so that a part of the name finds it', () => {
    expect(keysOf('王小明', 'pinyin')).toEqual(expect.arrayContaining(['wangxiaoming', 'xiaoming', 'ming', 'wangxm']));
    expect(keysOf('王小明', 'initials')).toEqual(['wxm', 'xm', 'm']);
    expect(keysOf('王小明', 'gram')).toEqual(['王', '王小', '小', '小明', '明']);
  });

  it('know the second reading of a given name', () => {
    expect(keysOf('张乐', 'pinyin')).toEqual(expect.arrayContaining(['zhangle', 'zhangyue']));
    expect(keysOf('王朝阳', 'initials')).toEqual(expect.arrayContaining(['wcy', 'wzy']));
  });

  it('take ü as v and as u', () => {
    expect(keysOf('吕绿', 'pinyin')).toEqual(expect.arrayContaining(['lvlv', 'lulu']));
  });

  it('see through the dot of a minority name', () => {
    expect(keysOf('阿依古丽·买买提', 'gram')).toContain('丽买');
    expect(keysOf('阿依古丽·买买提', 'pinyin')).toEqual(expect.arrayContaining(['ayigulimaimaiti', 'maimaiti']));
    expect(keysOf('阿依古丽·买买提', 'initials')).toEqual(expect.arrayContaining(['ayglmmt', 'mmt']));
  });

  it('take a rare character beyond the basic plane as one', () => {
    expect(keysOf('𠮷田明', 'gram')).toEqual(['𠮷', '𠮷田', '田', '田明', '明']);
    expect(keysOf('朱𬍛', 'pinyin')).toContain('zhuli');
    expect(keysOf('葛\u{E0100}明', 'gram')).toEqual(['葛', '葛明', '明']);
  });

  it('take letters by words, without marks', () => {
    expect(keysOf('Anna Müller', 'pinyin')).toEqual(expect.arrayContaining(['annamuller', 'muller', 'mvller']));
    expect(keysOf('Anna Müller', 'initials')).toEqual(['am', 'm']);
    expect(keysOf('Айша', 'gram')).toContain('йш');
  });

  it('hold the last four digits of every phone, and nothing more of it', () => {
    expect(searchKeysOf('王明', ['13812345678', '0536-1234567-801']).filter(({ kind }) => kind === 'phone')).toEqual([
      { kind: 'phone', key: '5678' },
      { kind: 'phone', key: '4567' },
    ]);
  });

  it('stand once each, are never empty, and are the same every time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 25 }), (name) => {
        const keys = searchKeysOf(name, []);
        expect(new Set(keys.map(({ kind, key }) => `${kind} ${key}`)).size).toBe(keys.length);
        expect(keys.filter(({ key }) => key === '')).toEqual([]);
        expect(keys.filter(({ kind, key }) => kind !== 'gram' && !/^[a-z]+$/.test(key))).toEqual([]);
        expect(searchKeysOf(name, [])).toEqual(keys);
      }),
      { numRuns: 200 },
    );
  });
});

describe('names in order', () => {
  it('stand by pinyin and tone, one surname together', () => {
    const names = [
      '张伟',
      '李明',
      '黎安',
      '单小雨',
      '王晓',
      '王小明',
      '王小',
      '阿依古丽·买买提',
      '曾可',
      'Anna Li',
      '李安',
      '林一',
    ];
    const inOrder = [...names].sort((one, other) => Buffer.compare(key(one), key(other)));
    expect(inOrder).toEqual([
      '阿依古丽·买买提',
      'Anna Li',
      '黎安',
      '李安',
      '李明',
      '林一',
      '单小雨',
      '王小',
      '王小明',
      '王晓',
      '曾可',
      '张伟',
    ]);
  });

  const key = (name: string): Buffer => Buffer.from(sortKeyOf(name));
});
