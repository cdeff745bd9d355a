import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail as it arrived: who it was for, and everything that was sent. */
export interface ArrivedMail {
  readonly to: string[];
  readonly raw: string;
  /** The words of it, decoded. */
  readonly text: string;
}

/** A real SMTP server on this machine that keeps what arrives. */
export class MailServer {
  readonly mails: ArrivedMail[] = [];
  private waiting: (() => void)[] = [];

  private constructor(
    private readonly server: SMTPServer,
    readonly url: string,
  ) {}

  static async start(): Promise<MailServer> {
    const arrived: { keep?: (mail: ArrivedMail) => void } = {};
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      logger: false,
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString('utf8');
          arrived.keep?.({ to: session.envelope.rcptTo.map(({ address }) => address), raw, text: wordsOf(raw) });
          done();
        });
      },
    });
    const listening = server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const mailServer = new MailServer(server, `smtp://127.0.0.1:${port}`);
    arrived.keep = (mail) => {
      mailServer.mails.push(mail);
      mailServer.waiting.splice(0).forEach((go) => go());
    };
    return mailServer;
  }

  /** Waits until so many mails have arrived in all. */
  async arrived(count: number): Promise<void> {
    while (this.mails.length < count) await new Promise<void>((go) => this.waiting.push(go));
  }

  async stop(): Promise<void> {
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}

/** The body of a plain mail, whichever of the two usual ways it was wrapped in, and its subject. */
function wordsOf(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  const subject = /^Subject: ((?:.|\r\n[ \t])*)$/m.exec(head)?.[1] ?? '';
  const decodedSubject = subject.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=(?:\r\n )?/gi, (_, how: string, text: string) =>
    how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString('utf8') : quoted(text.replaceAll('_', ' ')),
  );
  const words = /^Content-Transfer-Encoding: base64/im.test(head)
    ? Buffer.from(body, 'base64').toString('utf8')
    : /^Content-Transfer-Encoding: quoted-printable/im.test(head)
      ? quoted(body)
      : body;
  return `${decodedSubject}\n${words}`;
}

/** Quoted-printable is plain ASCII: every other byte stands as `=E5`. */
function quoted(text: string): string {
  const bytes = text
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
