import { describe, expect, it } from '@jest/globals';
import { isEverybodys } from './policy.js';
import type { Role } from './roles.js';
import { permissionsOf, reachOf, reachSeeing, withheldFrom, type ViewerFacts } from './viewer.js';

const viewer = (roles: Role[], headed: string[] = [], taught: string[] = []): ViewerFacts => ({
  id: 'me',
  roles,
  headedClassIds: headed,
  taughtClassIds: taught,
});

describe('what is withheld of a child', () => {
  it('is only what every role that reaches the child withholds', () => {
    const both = viewer(['headTeacher', 'subjectTeacher'], ['class-1'], ['class-1', 'class-2']);
    // What the department keeps to itself is kept from both.
    expect([...withheldFrom(both, 'student.view', { classId: 'class-1' })]).toEqual(['departmentCategories']);
    expect(withheldFrom(both, 'student.view', { classId: 'class-2' }).has('categories')).toBe(true);
  });

  it('includes psychology and conduct for somebody of the office who also teaches the child', () => {
    const both = viewer(['subjectTeacher', 'office'], [], ['class-1']);
    expect([...withheldFrom(both, 'student.view', { classId: 'class-1' })]).toEqual([
      'otherCategories',
      'restrictedCategories',
      'departmentCategories',
      'urgency',
    ]);
  });
});

describe('the children somebody finds by a part', () => {
  it('are those of whom that part is shown', () => {
    const both = viewer(['headTeacher', 'subjectTeacher'], ['class-1'], ['class-2']);
    expect(reachOf(both, 'student.list').classIds).toEqual(['class-1', 'class-2']);
    expect(reachSeeing(both, 'student.list', 'categories')).toEqual({ all: false, classIds: ['class-1'] });
    expect(reachSeeing(viewer(['office']), 'student.list', 'categories').all).toBe(true);
    expect(reachSeeing(viewer(['office']), 'student.list', 'otherCategories')).toEqual({ all: false, classIds: [] });
  });
});

describe('somebody who holds no post yet', () => {
  it('looks after the own account, and reaches nothing else', () => {
    const nobody: ViewerFacts = { id: 'a', roles: [], headedClassIds: [], taughtClassIds: [] };
    expect(permissionsOf(nobody)).toEqual(expect.arrayContaining(['session.view', 'password.change', 'notice.accept']));
    expect(permissionsOf(nobody).every(isEverybodys)).toBe(true);
    expect(reachOf(nobody, 'student.view')).toEqual({ all: false, classIds: [] });
  });
});
