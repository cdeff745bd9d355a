import audit from './audit.json';
import codes from './codes.json';
import core from './core.json';
import handovers from './handovers.json';
import overview from './overview.json';
import problems from './problems.json';
import reminders from './reminders.json';
import talks from './talks.json';
import today from './today.json';

/** What the first screens say, and what may go wrong on any of them. A feature's file is its namespace; codes and core stand at the top. */
export const texts = {
  ...codes,
  ...core,
  audit,
  handovers,
  overview,
  problems,
  reminders,
  talks,
  today,
};
