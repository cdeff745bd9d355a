import { HttpTestingController } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { aSession, beSignedIn } from '../../../test-session.js';
import { Api } from '../http/api.js';
import { SignInAgain } from './sign-in-again.js';

describe('a session that ends in the middle of work', () => {
  it('asks once to sign in again and then sends every waiting request again, with the same keys', async () => {
    await beSignedIn();
    const server = TestBed.inject(HttpTestingController);
    const asked = vi.spyOn(TestBed.inject(SignInAgain), 'wait').mockResolvedValue(true);
    const saving = TestBed.inject(Api).post<{ id: string }>('/api/talks', { words: 'kept' }, { key: 'key-1' });
    server.expectOne('/api/talks').flush({ code: 'session.ended' }, { status: 401, statusText: '' });
    await vi.waitFor(() => expect(asked).toHaveBeenCalledOnce());
    const again = server.expectOne('/api/talks');
    expect(again.request.headers.get('Idempotency-Key')).toBe('key-1');
    expect(again.request.body).toEqual({ words: 'kept' });
    again.flush({ id: 'talk-1' });
    await expect(saving).resolves.toEqual({ id: 'talk-1' });
  });

  it('gives up with the problem when the person chooses to leave', async () => {
    await beSignedIn();
    const server = TestBed.inject(HttpTestingController);
    vi.spyOn(TestBed.inject(SignInAgain), 'wait').mockResolvedValue(false);
    const saving = TestBed.inject(Api).post('/api/talks', {});
    server.expectOne('/api/talks').flush({ code: 'session.ended' }, { status: 401, statusText: '' });
    await expect(saving).rejects.toMatchObject({ code: 'session.ended' });
  });
});

describe('a server that now asks for something first', () => {
  it.each([
    ['notice.notAccepted', { noticeAccepted: false }, '/notice'],
    ['secondFactor.required', { secondFactorRequired: true }, '/second-step'],
  ] as const)('%s leads there, and back afterwards', async (code, change, path) => {
    await beSignedIn();
    const server = TestBed.inject(HttpTestingController);
    const leading = vi.spyOn(TestBed.inject(Router), 'navigate').mockResolvedValue(true);
    const reading = TestBed.inject(Api).get('/api/today');
    server.expectOne('/api/today').flush({ code }, { status: 403, statusText: '' });
    server.expectOne('/api/session').flush(aSession(change));
    await expect(reading).rejects.toMatchObject({ code });
    expect(leading).toHaveBeenCalledWith([path], { queryParams: { to: '/' } });
  });

  it('is not every refusal', async () => {
    await beSignedIn();
    const server = TestBed.inject(HttpTestingController);
    const reading = TestBed.inject(Api).get('/api/today');
    server.expectOne('/api/today').flush({ code: 'request.notAllowed' }, { status: 403, statusText: '' });
    await expect(reading).rejects.toMatchObject({ code: 'request.notAllowed' });
  });
});
