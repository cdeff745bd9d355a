export { CareRecordsModule } from './care-records.module.js';
export { CARE_RECORD_ENTITIES } from './care-record.entities.js';
export { NamedPerson, NamedStudent } from './named.dto.js';
export { FollowUpView, UrgentConcernView } from './concerns.dto.js';
export { ConcernsService } from './concerns.service.js';
export { TalksService, type LastTalk } from './talks.service.js';
