/** Why a backup or a restore cannot be done; stored with the run, so the page has a sentence for each. */
export const BACKUP_REFUSALS = [
  'broken',
  'newerProduct',
  'foreign',
  'keyMissing',
  'keyWrong',
  'notEmpty',
  'inUse',
  'schemaDiffers',
  'chainDiffers',
  'diskFull',
  'notWritable',
  'noDatabase',
  'interrupted',
  'noBackup',
  'other',
] as const;
export type BackupRefusal = (typeof BACKUP_REFUSALS)[number];

/** A backup or a restore that cannot be done, with a sentence for the operator; nothing of what a backup holds stands in it. */
export class BackupRefused extends Error {
  constructor(
    readonly code: BackupRefusal,
    sentence: string,
  ) {
    super(sentence);
  }
}

/** @returns the code an operator is told for whatever went wrong */
export function refusalOf(error: unknown): BackupRefusal {
  if (error instanceof BackupRefused) return error.code;
  const given = (error as { code?: unknown } | null)?.code;
  const code = typeof given === 'string' ? given : '';
  if (['ENOSPC', 'EDQUOT', '53100'].includes(code)) return 'diskFull';
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'EEXIST'].includes(code)) return 'notWritable';
  if (/^(08|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code)) return 'noDatabase';
  return 'other';
}
