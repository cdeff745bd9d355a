import { describe, expect, it } from '@jest/globals';
import type { Role } from '@tongxin/shared';
import { isOwnToChange, mayEditTalk, mayRecordFor, mayVoidTalk, readsWords, type TalkFacts } from './talk.policy.js';

const NOW = new Date('2026-11-23T02:00:00Z');
const somebody = (roles: Role[], headedClassIds: string[] = [], id = 'me') => ({
  id,
  roles,
  headedClassIds,
  taughtClassIds: ['3-2'],
  now: NOW,
});
const aTalk = (facts: Partial<TalkFacts> = {}): TalkFacts => ({
  authorId: 'me',
  classId: '3-2',
  typedAt: new Date('2026-11-20T02:00:00Z'),
  voidedAt: null,
  ...facts,
});
const head = somebody(['headTeacher'], ['3-2']);
const former = somebody(['headTeacher']);
const colleague = somebody(['headTeacher'], ['3-2'], 'colleague');
const department = somebody(['moralEducation'], [], 'department');

describe('a talk', () => {
  it('is changed by its author while the child is in their care, for seven days, unless it is void', () => {
    expect(mayEditTalk(head, aTalk())).toBe(true);
    expect(mayEditTalk(head, aTalk({ typedAt: new Date('2026-11-16T02:00:00Z') }))).toBe(false);
    expect(mayEditTalk(head, aTalk({ typedAt: new Date('2026-11-16T02:00:00.001Z') }))).toBe(true);
    expect(mayEditTalk(head, aTalk({ voidedAt: NOW }))).toBe(false);
    expect(mayEditTalk(former, aTalk())).toBe(false);
    expect(isOwnToChange(head, aTalk({ classId: '4-1' }))).toBe(false);
    expect(mayEditTalk(colleague, aTalk())).toBe(false);
    expect(mayEditTalk(department, aTalk())).toBe(false);
  });

  it('is voided by its author while the child is in their care, and by the department', () => {
    expect(mayVoidTalk(head, aTalk())).toBe(true);
    expect(mayVoidTalk(former, aTalk())).toBe(false);
    expect(mayVoidTalk(colleague, aTalk())).toBe(false);
    expect(mayVoidTalk(department, aTalk({ classId: null }))).toBe(true);
  });

  it('is recorded and added to by those who head the class, not by those who look on', () => {
    expect(mayRecordFor(colleague, aTalk())).toBe(true);
    for (const other of [former, department, somebody(['principal']), somebody(['subjectTeacher'])])
      expect(mayRecordFor(other, aTalk())).toBe(false);
    expect(mayRecordFor(head, aTalk({ classId: null }))).toBe(false);
  });

  it('is read in its words by its author and by those to whom they are not withheld', () => {
    expect(readsWords(somebody(['helper']), aTalk())).toBe(true);
    expect(readsWords(department, aTalk())).toBe(true);
    expect(readsWords(colleague, aTalk())).toBe(true);
  });
});
