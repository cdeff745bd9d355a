import { blankTalk, changeOf, problemsOf, requestOf } from './talk-draft.js';

const child = { id: 'student-1', name: '林小满', class: null };
const today = '2026-11-23';

describe('a talk that is typed', () => {
  it('can be saved as it opens', () => {
    const draft = blankTalk([child], today, 'classroom');
    expect(problemsOf(draft, today)).toEqual([]);
    expect(requestOf('id-1', draft)).toEqual({
      id: 'id-1',
      studentIds: ['student-1'],
      heldOn: today,
      place: 'classroom',
      mode: 'faceToFace',
      concern: 'none',
      reached: true,
    });
  });

  it('cannot lie in the future and needs a child', () => {
    const draft = { ...blankTalk([], today, 'classroom'), heldOn: '2026-11-24' };
    expect(problemsOf(draft, today).map(({ field, code }) => [field, code])).toEqual([
      ['students', 'field.required'],
      ['heldOn', 'talk.future'],
    ]);
  });

  it('wants a follow-up whole: a day on or after the talk, and what to do', () => {
    const draft = blankTalk([child], today, 'classroom');
    const codes = (change: Partial<typeof draft>) =>
      problemsOf({ ...draft, ...change }, today).map(({ field, code }) => `${field} ${code}`);
    expect(codes({ followUpText: 'ask again' })).toEqual(['followUpOn field.required']);
    expect(codes({ followUpOn: '2026-11-30' })).toEqual(['followUpText field.required']);
    expect(codes({ followUpOn: '2026-11-22', followUpText: 'ask again' })).toEqual(['followUpOn followUp.beforeTalk']);
    expect(codes({ followUpOn: today, followUpText: 'ask again' })).toEqual([]);
  });

  it('counts rare characters once when it measures the words', () => {
    const draft = blankTalk([child], today, 'classroom');
    expect(problemsOf({ ...draft, summary: '𠮷'.repeat(2000) }, today)).toEqual([]);
    expect(problemsOf({ ...draft, summary: '𠮷'.repeat(2001) }, today)).toHaveLength(1);
  });

  it('sends null for what a change has emptied', () => {
    const draft = { ...blankTalk([child], today, ''), summary: '  ' };
    expect(changeOf(draft)).toMatchObject({ place: null, summary: null, mood: null, followUp: null, topics: [] });
  });
});
