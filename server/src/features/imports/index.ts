export { ImportsModule } from './imports.module.js';
export { classWord, gradeWord } from './class-words.js';
export { IMPORT_ENTITIES } from './import.entities.js';
export { readSheets } from './ledger/ledger-process.js';
export { LedgerRefused } from './ledger/ledger-refused.js';
export type { PlainSheet } from './ledger/plain-sheet.js';
export { textCell, writeWorkbook } from './ledger/workbook.writer.js';
export { readUploadedLedger } from './uploaded-ledger.js';
export { ImportExpiry } from './import-expiry.job.js';
