import { LIMITS } from '@tongxin/shared';
import type { Metadata } from 'sharp';
import type { FileKind } from './file-kind.js';
import { fileRefused } from './file-refused.js';

export interface ImageSize {
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/**
 * Makes a picture anew: upright, no larger than {@link LIMITS.attachmentImageEdge} on its longer edge, with nothing but the picture in it. Where and when it was
 * taken and by which device (EXIF, XMP), and whatever hung on its end, stay behind.
 * @param from local file @param to where the new picture is written
 * @throws InvalidRequestError `attachment.tooManyPixels`, `attachment.broken`
 */
export async function remakeImage(
  kind: Extract<FileKind, 'jpeg' | 'png' | 'webp'>,
  from: string,
  to: string,
): Promise<ImageSize> {
  // Loaded with the first picture: most servers start more often than they get one.
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  const open = () => sharp(from, { failOn: 'error', limitInputPixels: false, sequentialRead: true });
  const known = await open().metadata().catch(broken);
  if (known.format !== kind) throw fileRefused('attachment.broken');
  assertBounded(known);
  const edge = LIMITS.attachmentImageEdge;
  const upright = open().autoOrient().resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true });
  const quality = kind === 'png' ? { compressionLevel: 8 } : { quality: 85 };
  const { width, height } = await upright.toFormat(kind, quality).toFile(to).catch(broken);
  return { width, height };
}

/** A picture of a few kilobytes may claim to be as large as a football field; it is refused before a pixel of it is read. */
function assertBounded({ width, height, pages = 1 }: Metadata): void {
  if (width * height * pages > LIMITS.attachmentImagePixels)
    throw fileRefused('attachment.tooManyPixels', { max: LIMITS.attachmentImagePixels / 1_000_000 });
}

function broken(): never {
  throw fileRefused('attachment.broken');
}
