import { aSession } from '../../../test-session.js';
import { firstDuty, goOnTo } from './guards.js';

describe('what comes before every screen', () => {
  it('is the notice, then the second step where the posts ask for one, then nothing', () => {
    expect(firstDuty(aSession({ noticeAccepted: false, secondFactorRequired: true }))).toBe('/notice');
    expect(firstDuty(aSession({ secondFactorRequired: true }))).toBe('/second-step');
    expect(firstDuty(aSession({ secondFactorRequired: true, secondFactor: true }))).toBeNull();
    expect(firstDuty(aSession())).toBeNull();
  });
});

describe('where somebody goes on to', () => {
  it('is a screen of this application, and never a door again', () => {
    expect(goOnTo('/students?query=1')).toBe('/students?query=1');
    for (const wanted of [
      undefined,
      '',
      'https://elsewhere.example',
      '//elsewhere.example',
      '/sign-in',
      '/notice?to=/x',
    ])
      expect(goOnTo(wanted)).toBe('/');
  });
});
