import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** A store as S3 describes it, in memory: it checks every signature itself and gives lists in pages of two. */
export class S3Server {
  readonly objects = new Map<string, { bytes: Buffer; at: Date }>();
  /** What it answers instead of doing anything, for tests of a store that is not well. */
  brokenWith: number | null = null;
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));

  constructor(
    readonly bucket: string,
    readonly accessKey: string,
    readonly secretKey: string,
    readonly region: string,
  ) {}

  /** @returns its address */
  async start(): Promise<string> {
    await new Promise<void>((go) => this.server.listen(0, '127.0.0.1', go));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((go) => this.server.close(go));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const url = new URL(request.url!, 'http://x');
    const end = (status: number, text: string | Buffer = '', headers: Record<string, string> = {}): void => {
      response.writeHead(status, headers).end(text);
    };
    if (this.brokenWith !== null) return end(this.brokenWith);
    if (!this.isSigned(request, url, body)) return end(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>');
    const key = url.pathname.replace(`/${this.bucket}/`, '');
    const found = this.objects.get(key);
    switch (request.method) {
      case 'PUT':
        this.objects.set(key, { bytes: body, at: new Date() });
        return end(200);
      case 'DELETE':
        this.objects.delete(key);
        return end(204);
      case 'HEAD':
        return end(found ? 200 : 404, '', found && { 'last-modified': found.at.toUTCString() });
      default:
        if (url.searchParams.has('list-type')) return end(200, this.page(url.searchParams.get('continuation-token')));
        return found ? end(200, found.bytes) : end(404, '<Error><Code>NoSuchKey</Code></Error>');
    }
  }

  private page(after: string | null): string {
    const keys = [...this.objects.keys()].sort().filter((key) => after === null || key > after);
    const shown = keys.slice(0, 2);
    const contents = shown.map((key) => {
      const { at, bytes } = this.objects.get(key)!;
      return `<Contents><Key>${key}</Key><LastModified>${at.toISOString()}</LastModified><Size>${bytes.length}</Size></Contents>`;
    });
    const next = keys.length > 2 ? `<NextContinuationToken>${shown[1]}</NextContinuationToken>` : '';
    return `<?xml version="1.0"?><ListBucketResult>${contents.join('')}${next}</ListBucketResult>`;
  }

  /** Signature version 4, as the standard writes it. */
  private isSigned({ method, headers }: IncomingMessage, url: URL, body: Buffer): boolean {
    const claim = /Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)/.exec(
      headers.authorization ?? '',
    );
    if (claim?.[1] !== this.accessKey) return false;
    const [, , scope, signed, signature] = claim;
    const [day] = scope!.split('/');
    const hash = String(headers['x-amz-content-sha256']);
    if (hash !== 'UNSIGNED-PAYLOAD' && hash !== sha256(body)) return false;
    const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
    const canonical = [
      method,
      url.pathname,
      query.join('&'),
      ...signed!.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
      '',
      signed,
      hash,
    ].join('\n');
    const toSign = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n');
    const key = [this.region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${this.secretKey}`, day!));
    return signature === hmac(key, toSign).toString('hex');
  }
}

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
