import type { ImportView } from '@tongxin/shared';

type Column = ImportView['columns'][number];

/** A column that somebody should look at: neither taken for a field, nor assigned by hand, nor known as nothing the school keeps. */
export function isUnknown({ field, remembered, leftOut }: Pick<Column, 'field' | 'remembered' | 'leftOut'>): boolean {
  return field === null && !remembered && !leftOut;
}
