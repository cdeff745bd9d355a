import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { beSignedIn } from '../../../test-session.js';
import { Session } from '../session/session.js';
import { Drafts } from './drafts.js';

describe('a draft', () => {
  beforeEach(() => sessionStorage.clear());

  it('stays in this tab until it is dropped', async () => {
    await beSignedIn();
    const drafts = TestBed.inject(Drafts);
    drafts.keep('talk:1', { words: 'half a sentence' });
    expect(drafts.get('talk:1')).toEqual({ words: 'half a sentence' });
    expect(drafts.ofKind('talk').map((draft) => draft.key)).toEqual(['talk:1']);
    drafts.drop('talk:1');
    expect(drafts.ofKind('talk')).toEqual([]);
  });

  it('survives a reload of the page', async () => {
    await beSignedIn();
    TestBed.inject(Drafts).keep('talk:1', { words: 'half a sentence' });
    TestBed.resetTestingModule();
    await beSignedIn();
    expect(TestBed.inject(Drafts).get('talk:1')).toEqual({ words: 'half a sentence' });
  });

  it('is not seen by the next account on the same machine', async () => {
    await beSignedIn();
    TestBed.inject(Drafts).keep('talk:1', { words: 'half a sentence' });
    TestBed.resetTestingModule();
    await beSignedIn({ user: { id: 'user-2', name: '赵明', username: 'moral' } });
    expect(TestBed.inject(Drafts).all()).toEqual([]);
  });

  it('goes at sign-out, also from the storage of the browser', async () => {
    await beSignedIn();
    const drafts = TestBed.inject(Drafts);
    drafts.keep('talk:1', { words: 'half a sentence' });
    const leaving = TestBed.inject(Session).signOut();
    TestBed.inject(HttpTestingController).expectOne({ method: 'DELETE', url: '/api/session' }).flush(null);
    await leaving;
    expect(drafts.all()).toEqual([]);
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('half a sentence');
  });
});
