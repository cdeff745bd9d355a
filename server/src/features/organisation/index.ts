export { OrganisationModule } from './organisation.module.js';
export {
  ClassAssignment,
  ORGANISATION_ENTITIES,
  RoleGrant,
  School,
  SchoolClass,
  Staff,
} from './organisation.entities.js';
export { SchoolContexts, classNameOf, type ClassFacts, type SchoolContext } from './school-context.js';
export { ClassName } from './session.dto.js';
