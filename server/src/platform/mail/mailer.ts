import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Transporter } from 'nodemailer';
import type { AppConfig } from '../../config/app-config.js';
import { APP_CONFIG } from '../../config/config.module.js';

/** One mail in plain words; `id` is the same for every attempt, so that a server that got it twice shows it once. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly id: string;
}

/** Why a mail did not go out, as a code: no address and no answer of the server in it. */
export class MailNotSent extends Error {
  constructor(
    readonly problem: 'mail.refusedAddress' | 'mail.signIn' | 'mail.noConnection' | 'mail.refused',
    /** Nothing will change by trying again. */
    readonly forGood: boolean,
  ) {
    super(problem);
  }
}

const PATIENCE_MILLISECONDS = 15_000;

/** Sends mail by the server the operator has set; where none is set, nobody gets mail. */
@Injectable()
export class Mailer implements OnApplicationShutdown {
  private readonly mail: AppConfig['mail'];
  private transport: Promise<Transporter> | null = null;

  constructor(@Inject(APP_CONFIG) { mail }: AppConfig) {
    this.mail = mail;
  }

  get available(): boolean {
    return this.mail !== null;
  }

  /** @throws MailNotSent */
  async send({ to, subject, text, id }: Mail): Promise<void> {
    if (!this.mail) throw new MailNotSent('mail.noConnection', true);
    const { url, from } = this.mail;
    try {
      const host = from.replace(/^.*@/, '').replace(/>.*$/, '');
      this.transport ??= openTransport(url);
      const transport = await this.transport;
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        messageId: `<${id}@${host}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      throw notSent(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    (await this.transport)?.close();
  }
}

/** The mail library is loaded with the first mail: most schools send none, and it takes room. */
async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    connectionTimeout: PATIENCE_MILLISECONDS,
    greetingTimeout: PATIENCE_MILLISECONDS,
    socketTimeout: PATIENCE_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function notSent(error: unknown): MailNotSent {
  const { code, responseCode } = (error ?? {}) as { code?: string; responseCode?: number };
  if (code === 'EENVELOPE')
    return new MailNotSent('mail.refusedAddress', responseCode !== undefined && responseCode >= 500);
  if (code === 'EAUTH') return new MailNotSent('mail.signIn', false);
  if (responseCode !== undefined) return new MailNotSent('mail.refused', responseCode >= 500);
  return new MailNotSent('mail.noConnection', false);
}
