import { Organisation20261123090000 } from './20261123090000-organisation.js';
import { SignIn20261123090100 } from './20261123090100-sign-in.js';
import { Students20261123090200 } from './20261123090200-students.js';
import { Care20261123090300 } from './20261123090300-care.js';
import { Imports20261123090400 } from './20261123090400-imports.js';
import { Audit20261123090500 } from './20261123090500-audit.js';
import { ApprovalsAndAccounts20261123100000 } from './20261123100000-approvals-and-accounts.js';
import { Accounts20261123100100 } from './20261123100100-accounts.js';
import { OwnAccount20261123100200 } from './20261123100200-own-account.js';
import { SchoolSetUp20261123100300 } from './20261123100300-school-set-up.js';
import { Rollovers20261123100400 } from './20261123100400-rollovers.js';
import { Handovers20261123100410 } from './20261123100410-handovers.js';
import { ContactCardLife20261123100500 } from './20261123100500-contact-card-life.js';
import { Attachments20261123100600 } from './20261123100600-attachments.js';
import { GuardianLinks20261123100700 } from './20261123100700-guardian-links.js';
import { Merges20261123100800 } from './20261123100800-merges.js';
import { Reminders20261123100900 } from './20261123100900-reminders.js';
import { CareFileLife20261123101000 } from './20261123101000-care-file-life.js';
import { AccessLogCheck20261123101100 } from './20261123101100-access-log-check.js';
import { CareStandards20261123101200 } from './20261123101200-care-standards.js';
import { Operating20261123101300 } from './20261123101300-operating.js';
import { DutyBoard20261123102000 } from './20261123102000-duty-board.js';
import { LedgerExports20261123102100 } from './20261123102100-ledger-exports.js';
import { KnownFacts20261123102200 } from './20261123102200-known-facts.js';
import { KnownClasses20261123102300 } from './20261123102300-known-classes.js';
import { ListedOneByOne20261123102400 } from './20261123102400-listed-one-by-one.js';

/** Every step of the schema in order; listed by hand, so that what runs from source and what runs built cannot differ. */
export const MIGRATIONS = [
  Organisation20261123090000,
  SignIn20261123090100,
  Students20261123090200,
  Care20261123090300,
  Imports20261123090400,
  Audit20261123090500,
  ApprovalsAndAccounts20261123100000,
  Accounts20261123100100,
  OwnAccount20261123100200,
  SchoolSetUp20261123100300,
  Rollovers20261123100400,
  Handovers20261123100410,
  ContactCardLife20261123100500,
  Attachments20261123100600,
  GuardianLinks20261123100700,
  Merges20261123100800,
  Reminders20261123100900,
  CareFileLife20261123101000,
  AccessLogCheck20261123101100,
  CareStandards20261123101200,
  Operating20261123101300,
  DutyBoard20261123102000,
  LedgerExports20261123102100,
  KnownFacts20261123102200,
  KnownClasses20261123102300,
  ListedOneByOne20261123102400,
];
