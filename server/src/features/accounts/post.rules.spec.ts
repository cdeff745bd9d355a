import { deciderOf, mayEndPost, maySwitch, resetNeedsTwo, shutsClosedRecords } from './post.rules.js';

describe('a post', () => {
  it('with one child counts at once where the department gives it, else waits for the department', () => {
    expect(deciderOf(['moralEducation'], 'helper')).toBeNull();
    expect(deciderOf(['office'], 'volunteer')).toBe('moralEducation');
    expect(deciderOf(['principal'], 'helper')).toBe('moralEducation');
  });

  it('that sees the whole school waits for the principal, and for the administrator where the principal proposes it', () => {
    for (const role of ['office', 'moralEducation', 'principal', 'counsellor', 'administrator', 'dataProtection']) {
      expect(deciderOf(['office'], role)).toBe('principal');
      expect(deciderOf(['moralEducation', 'administrator'], role)).toBe('principal');
      expect(deciderOf(['principal'], role)).toBe('administrator');
      expect(deciderOf(['principal', 'administrator'], role)).toBe('administrator');
    }
  });

  it('is ended by who agrees to such posts', () => {
    expect(mayEndPost(['office'], 'helper')).toBe(true);
    expect(mayEndPost(['office'], 'counsellor')).toBe(false);
    expect(mayEndPost(['principal'], 'counsellor')).toBe(true);
    expect(mayEndPost(['headTeacher'], 'volunteer')).toBe(false);
  });
});

describe('an account', () => {
  it('that reads closed records or agrees in another’s place is reset by two people', () => {
    expect(resetNeedsTwo(['helper', 'counsellor'])).toBe(true);
    expect(resetNeedsTwo(['administrator'])).toBe(true);
    expect(resetNeedsTwo(['office', 'dataProtection', 'helper'])).toBe(false);
    expect(shutsClosedRecords(['administrator'])).toBe(false);
    expect(shutsClosedRecords(['principal'])).toBe(true);
  });

  it('that sees the whole school is switched off by the administrator only', () => {
    expect(maySwitch(['office'], ['principal'])).toBe(false);
    expect(maySwitch(['office'], ['helper'])).toBe(true);
    expect(maySwitch(['administrator'], ['principal'])).toBe(true);
  });
});
