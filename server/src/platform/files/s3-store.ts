import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { AwsClient } from 'aws4fetch';
import { UnavailableError } from '../errors/domain-error.js';
import { sha256 } from '../crypto/tokens.js';
import { addressAt, FileLost, FileStore, placeOf, type FileAddress, type StoredFile } from './file-store.js';

/** Where a store that speaks S3 is reached, and as whom. */
export interface S3Settings {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
  /** `path` puts the bucket behind the host (MinIO), `host` before it (Aliyun, Tencent, Amazon). */
  readonly addressing: 'path' | 'host';
}

const PATIENCE_MS = 60_000;

/**
 * Files in a store that speaks S3; which one stands in the settings. Its answer decides: what it did not confirm is not there, and while it does not
 * answer, or refuses our keys, whoever asks is told to try again.
 */
export class S3Store extends FileStore {
  private readonly logger = new Logger('Files');
  private readonly client: AwsClient;
  private readonly root: string;

  constructor(settings: S3Settings) {
    super();
    const { endpoint, bucket, accessKey, secretKey, region, addressing } = settings;
    this.client = new AwsClient({
      accessKeyId: accessKey,
      secretAccessKey: secretKey,
      region,
      service: 's3',
      retries: 2,
    });
    const address = new URL(endpoint);
    if (addressing === 'host') address.hostname = `${bucket}.${address.hostname}`;
    const base = address.href.replace(/\/+$/, '');
    this.root = addressing === 'host' ? base : `${base}/${bucket}`;
  }

  /** Same address, same store. */
  async identity(): Promise<string> {
    return sha256(this.root).toString('hex').slice(0, 16);
  }

  async put(address: FileAddress, path: string): Promise<void> {
    // Read whole: the store wants the length beforehand, and uploads are few at a time and bounded.
    const body = new Uint8Array(await readFile(path));
    const answer = await this.send('PUT', placeOf(address), {
      body,
      headers: { 'x-amz-content-sha256': address.sha256.toString('hex'), 'content-type': 'application/octet-stream' },
    });
    await answer.arrayBuffer();
    if (!answer.ok) throw this.refused('PUT', answer);
  }

  async storedAt(address: FileAddress): Promise<Date | null> {
    const answer = await this.send('HEAD', placeOf(address));
    if (answer.status === 404) return null;
    if (!answer.ok) throw this.refused('HEAD', answer);
    return new Date(answer.headers.get('last-modified') ?? '');
  }

  async open(address: FileAddress): Promise<Readable> {
    const answer = await this.send('GET', placeOf(address));
    if (answer.ok && answer.body) return Readable.fromWeb(answer.body);
    await answer.body?.cancel();
    throw answer.status === 404 ? new FileLost() : this.refused('GET', answer);
  }

  async remove(address: FileAddress): Promise<void> {
    const answer = await this.send('DELETE', placeOf(address));
    await answer.arrayBuffer();
    if (!answer.ok && answer.status !== 404) throw this.refused('DELETE', answer);
  }

  async *list(): AsyncIterable<StoredFile> {
    let next: string | null = null;
    do {
      const query = new URLSearchParams({ 'list-type': '2', ...(next === null ? {} : { 'continuation-token': next }) });
      const answer = await this.send('GET', `?${query.toString()}`);
      const page = await answer.text();
      if (!answer.ok) throw this.refused('LIST', answer);
      for (const [, entry] of page.matchAll(/<Contents>(.*?)<\/Contents>/gs)) {
        const address = addressAt(between(entry!, 'Key') ?? '');
        const storedAt = new Date(between(entry!, 'LastModified') ?? '');
        if (address) yield { ...address, storedAt, size: Number(between(entry!, 'Size') ?? 0) };
      }
      next = between(page, 'NextContinuationToken');
    } while (next !== null);
  }

  private async send(method: string, place: string, init: RequestInit = {}): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      return await this.client.fetch(`${this.root}/${place}`, { ...init, method, signal });
    } catch {
      this.logger.error(`the S3 store does not answer (${method})`);
      throw new UnavailableError();
    }
  }

  /** Says which request was refused and how, never the address or the keys. */
  private refused(method: string, { status }: Response): UnavailableError {
    this.logger.error(`the S3 store answered ${method} with ${status}`);
    return new UnavailableError();
  }
}

/** Places are made of our own letters; a continuation token is the one value that may be escaped. */
function between(xml: string, tag: string): string | null {
  const text = new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
  return text === undefined ? null : text.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
