export { ExemptionSheets } from './data/exemption-sheets.js';
export { ChildExemptions } from './parts/child-exemptions.js';
