import { describe, expect, it } from '@jest/globals';
import { AID_CATEGORIES, CATEGORY_CODES, CATEGORY_WORDS, categoryOfWord } from './categories.js';
import { sexOfWord } from './people.js';
import { PROBLEM_CODES } from './problems.js';
import { RELATIONSHIP_CODES, RELATIONSHIP_WORDS, relationshipOfWord } from './relationships.js';

describe('a category in a ledger', () => {
  it.each(CATEGORY_CODES)('%s is known by both its words', (code) => {
    expect(categoryOfWord(CATEGORY_WORDS[code]['zh-CN'])).toBe(code);
    expect(categoryOfWord(CATEGORY_WORDS[code].en.toUpperCase())).toBe(code);
  });

  it.each([
    ['留守儿童', 'leftBehind'],
    [' 农村留守儿童 ', 'leftBehind'],
    ['困境兒童', 'hardship'],
    ['贫困生', 'poorFamily'],
    ['家庭經濟困難學生', 'poorFamily'],
    ['建档立卡户', 'poorFamily'],
    ['孤兒', 'orphan'],
    ['事实孤儿', 'unattended'],
    ['残疾学生', 'disability'],
    ['单亲（离异）', 'singleParent'],
    ['单亲家庭', 'singleParent'],
    ['進城務工人員隨遷子女', 'migrant'],
    ['隨遷子女', 'migrant'],
    ['学困生', 'learningDifficulty'],
    ['心理问题学生', 'psychological'],
    ['行为偏差', 'conduct'],
    ['Left behind child', 'leftBehind'],
    ['其它', 'otherHardship'],
    ['外星人', null],
    ['', null],
  ])('%s means %s', (word, code) => {
    expect(categoryOfWord(word)).toBe(code);
  });

  it('for the school office is one of the six of assistance', () => {
    expect([...AID_CATEGORIES].sort()).toEqual([
      'disability',
      'hardship',
      'illness',
      'orphan',
      'poorFamily',
      'unattended',
    ]);
  });
});

describe('a relationship in a ledger', () => {
  it.each(RELATIONSHIP_CODES)('%s is known by both its words', (code) => {
    expect(relationshipOfWord(RELATIONSHIP_WORDS[code]['zh-CN'])).toBe(code);
    expect(relationshipOfWord(RELATIONSHIP_WORDS[code].en)).toBe(code);
  });

  it.each([
    ['爸爸', 'father'],
    ['母親', 'mother'],
    ['母子', 'mother'],
    ['爷爷', 'paternalGrandfather'],
    ['祖母', 'paternalGrandmother'],
    ['姥爷', 'maternalGrandfather'],
    ['姥姥', 'maternalGrandmother'],
    ['二叔', 'uncle'],
    ['大爷', 'uncle'],
    ['三舅', 'uncle'],
    ['小姨', 'aunt'],
    ['大姑', 'aunt'],
    ['继父', 'stepFather'],
    ['表姐', 'cousin'],
    ['二哥', 'brother'],
    ['鄰居', 'neighbour'],
    ['祖孙', null],
    ['', null],
  ])('%s means %s', (word, code) => {
    expect(relationshipOfWord(word)).toBe(code);
  });
});

describe('the sex in a ledger', () => {
  it.each([
    ['男', 'male'],
    [' 女 ', 'female'],
    ['Ｆ', 'female'],
    ['Male', 'male'],
    ['1', null],
  ])('%s means %s', (word, code) => {
    expect(sexOfWord(word)).toBe(code);
  });
});

describe('the problem codes', () => {
  it('stand in the list once each, as noun and fault', () => {
    expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
    for (const code of PROBLEM_CODES) expect(code).toMatch(/^(internal|[a-z][A-Za-z]+\.[a-z][A-Za-z]+)$/);
  });
});
