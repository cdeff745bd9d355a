import accounts from './accounts.json';
import approvals from './approvals.json';
import attachments from './attachments.json';
import careStandards from './careStandards.json';
import guardianCard from './guardianCard.json';
import guardianLinks from './guardianLinks.json';
import imports from './imports.json';
import ledgers from './ledgers.json';
import merges from './merges.json';
import operations from './operations.json';
import ownAccount from './ownAccount.json';
import rollovers from './rollovers.json';
import roster from './roster.json';
import school from './school.json';
import students from './students.json';

/** What the other screens say; they wait for it, and it is fetched while the first screen stands. */
export const texts = {
  accounts,
  approvals,
  attachments,
  careStandards,
  guardianCard,
  guardianLinks,
  imports,
  ledgers,
  merges,
  operations,
  ownAccount,
  rollovers,
  roster,
  school,
  students,
};
