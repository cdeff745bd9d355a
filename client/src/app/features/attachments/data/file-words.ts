import { LIMITS } from '@tongxin/shared';
import type { IconName } from '../../../ui/icon/icon-name.js';

const KILOBYTE = 1024;
const MEGABYTE = KILOBYTE * KILOBYTE;

/** What can be attached, as a file field wants it; a phone turns its own picture format into JPEG for it. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx';
const ENDINGS = /\.(jpe?g|jfif|png|webp|pdf|docx|xlsx)$/i;

/** @returns a size for people: `3.4 MB`, `820 KB` */
export function sizeWords(bytes: number, language: string): string {
  const [value, unit] = bytes >= MEGABYTE ? [bytes / MEGABYTE, 'MB'] : [Math.max(bytes / KILOBYTE, 0.1), 'KB'];
  return `${value.toLocaleString(language, { maximumFractionDigits: value < 10 ? 1 : 0 })} ${unit}`;
}

export const isImage = ({ mediaType }: { mediaType: string }): boolean => mediaType.startsWith('image/');

/** @returns the symbol of a kind of file, by its media type or, before it is known, by its name */
export function iconOf(file: { mediaType: string; name: string }): IconName {
  if (isImage(file)) return 'image';
  if (/\.pdf$/i.test(file.name)) return 'file-pdf';
  if (/\.xlsx$/i.test(file.name)) return 'file-table';
  return 'file';
}

/**
 * What can be said against a file before it is sent; what it really is the server finds out.
 * @returns a problem code with its parameters, or null
 */
export function reasonAgainst({ name, size }: File): { code: string; params: Record<string, unknown> } | null {
  if (size === 0) return { code: 'attachment.empty', params: {} };
  if (size > LIMITS.attachmentBytes)
    return { code: 'attachment.tooLarge', params: { max: LIMITS.attachmentBytes / MEGABYTE } };
  if (/\.hei[cf]$/i.test(name)) return { code: 'attachment.heic', params: {} };
  if (/\.(doc|xls|wps|et)$/i.test(name)) return { code: 'attachment.oldFormat', params: {} };
  if (/\.[a-z0-9]{1,8}$/i.test(name) && !ENDINGS.test(name)) return { code: 'attachment.kind', params: {} };
  return null;
}
