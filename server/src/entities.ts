import { ATTACHMENT_ENTITIES } from './features/attachments/index.js';
import { CARE_RECORD_ENTITIES } from './features/care-records/index.js';
import { DUTY_ENTITIES } from './features/duties/index.js';
import { GUARDIAN_LINK_ENTITIES } from './features/guardian-links/index.js';
import { EMERGENCY_ACCESS_ENTITIES } from './features/emergency-access/index.js';
import { IMPORT_ENTITIES } from './features/imports/index.js';
import { LEDGER_ENTITIES } from './features/ledgers/index.js';
import { ORGANISATION_ENTITIES } from './features/organisation/index.js';
import { HANDOVER_ENTITIES } from './features/handovers/index.js';
import { MERGE_ENTITIES } from './features/merges/index.js';
import { REMINDER_ENTITIES } from './features/reminders/index.js';
import { ROLLOVER_ENTITIES } from './features/rollovers/index.js';
import { STUDENT_ENTITIES } from './features/students/index.js';
import { VILLAGE_ENTITIES } from './features/villages/index.js';
import { PLATFORM_ENTITIES } from './platform/platform.entities.js';

/** Every entity, listed by hand like the migrations. */
export const ENTITIES = [
  ...PLATFORM_ENTITIES,
  ...ORGANISATION_ENTITIES,
  ...ATTACHMENT_ENTITIES,
  ...STUDENT_ENTITIES,
  ...GUARDIAN_LINK_ENTITIES,
  ...VILLAGE_ENTITIES,
  ...IMPORT_ENTITIES,
  ...LEDGER_ENTITIES,
  ...EMERGENCY_ACCESS_ENTITIES,
  ...CARE_RECORD_ENTITIES,
  ...DUTY_ENTITIES,
  ...HANDOVER_ENTITIES,
  ...MERGE_ENTITIES,
  ...REMINDER_ENTITIES,
  ...ROLLOVER_ENTITIES,
];
