import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { PROBLEM_CODES } from '@tongxin/shared';
import { LANGUAGES, Texts } from '../language/texts.js';
import { ProblemSentences } from './problem-sentences.js';
import { RequestProblem, toRequestProblem } from './request-problem.js';

describe('a problem of a request', () => {
  it('takes code, fields and request id from the problem document', () => {
    const problem = toRequestProblem(
      new HttpErrorResponse({
        status: 400,
        error: {
          code: 'request.invalid',
          instance: 'r-1',
          errors: [{ pointer: '/heldOn', code: 'talk.future', params: {} }],
        },
      }),
    );
    expect(problem.code).toBe('request.invalid');
    expect(problem.requestId).toBe('r-1');
    expect(problem.field('/heldOn')?.code).toBe('talk.future');
    expect(problem.passing).toBe(false);
  });

  it('is "not reached" when no answer came, and may be tried again', () => {
    const problem = toRequestProblem(new HttpErrorResponse({ status: 0, error: new ProgressEvent('error') }));
    expect(problem.code).toBe('connection.none');
    expect(problem.passing).toBe(true);
  });

  it('names a gateway page by its status and takes the request id from the header', () => {
    const problem = toRequestProblem(
      new HttpErrorResponse({
        status: 503,
        error: '<html>',
        headers: new HttpHeaders({ 'X-Request-Id': 'r-2', 'Retry-After': '7' }),
      }),
    );
    expect(problem).toMatchObject({ code: 'service.unavailable', requestId: 'r-2', waitSeconds: 7 });
  });
});

describe('the sentence of a problem', () => {
  for (const language of LANGUAGES) {
    it(`exists in ${language} for every code of the product`, async () => {
      await TestBed.inject(Texts).choose(language);
      const sentences = TestBed.inject(ProblemSentences);
      const general = sentences.sentence(new RequestProblem(400, 'no.such.code', null));
      for (const code of PROBLEM_CODES.filter((one) => one !== 'request.invalid')) {
        const sentence = sentences.sentence(new RequestProblem(400, code, null));
        expect(sentence, code).not.toContain(`problems.${code}`);
        expect(sentence, code).not.toBe(general);
      }
    });
  }

  it('says how long to wait when there were too many attempts', async () => {
    await TestBed.inject(Texts).choose('en');
    const sentences = TestBed.inject(ProblemSentences);
    expect(sentences.sentence(new RequestProblem(429, 'session.tooManyAttempts', null, [], 40))).toContain(
      '40 seconds',
    );
  });

  it('is a general one for a code this page does not know yet', async () => {
    await TestBed.inject(Texts).choose('en');
    expect(TestBed.inject(ProblemSentences).sentence(new RequestProblem(500, 'brand.new', null))).toMatch(/our side/);
  });
});
