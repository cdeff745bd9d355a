import accounts from './accounts.json';
import approvals from './approvals.json';
import attachments from './attachments.json';
import careStandards from './careStandards.json';
import audit from './audit.json';
import codes from './codes.json';
import core from './core.json';
import guardianCard from './guardianCard.json';
import guardianLinks from './guardianLinks.json';
import handovers from './handovers.json';
import imports from './imports.json';
import ledgers from './ledgers.json';
import merges from './merges.json';
import operations from './operations.json';
import overview from './overview.json';
import ownAccount from './ownAccount.json';
import problems from './problems.json';
import reminders from './reminders.json';
import rollovers from './rollovers.json';
import roster from './roster.json';
import school from './school.json';
import students from './students.json';
import talks from './talks.json';
import today from './today.json';

/** Every text of the screens in this language. A feature's file is its namespace; codes and core stand at the top. */
export const texts = {
  ...codes,
  ...core,
  accounts,
  approvals,
  attachments,
  audit,
  careStandards,
  guardianCard,
  guardianLinks,
  handovers,
  imports,
  ledgers,
  merges,
  operations,
  overview,
  ownAccount,
  problems,
  reminders,
  rollovers,
  roster,
  school,
  students,
  talks,
  today,
};
