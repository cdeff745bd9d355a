import { GuardianLink, GuardianLinkToken } from './guardian-link.entities.js';

export const GUARDIAN_LINK_ENTITIES = [GuardianLink, GuardianLinkToken];
export { GuardianLinksModule } from './guardian-links.module.js';
