import { LIMITS, lengthOf } from '@tongxin/shared';
import { Refused } from './refused.js';

/** Where the password comes from and where questions go. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
}

/**
 * Asks for a new password, twice and without showing it where somebody sits at a terminal, else reads it from standard input.
 * @param username may not be part of the password
 * @throws Refused where it is too short, too long, holds the user name, or was not typed the same way twice
 */
export async function askPassword(username: string, { input, output }: Terminal): Promise<string> {
  const password = input.isTTY ? await typedTwice({ input, output }) : await readAll(input);
  const length = lengthOf(password);
  if (length < LIMITS.passwordMin) throw new Refused(`The password needs at least ${LIMITS.passwordMin} characters.`);
  if (length > LIMITS.passwordMax) throw new Refused(`The password has at most ${LIMITS.passwordMax} characters.`);
  if (password.toLowerCase().includes(username.toLowerCase()))
    throw new Refused('The password may not contain the user name.');
  return password;
}

async function typedTwice(terminal: Terminal): Promise<string> {
  const first = await typed('Password: ', terminal);
  const second = await typed('Once more: ', terminal);
  if (first !== second) throw new Refused('The two passwords are not the same.');
  return first;
}

/** One line typed without being shown; Ctrl+C and Ctrl+D end the command. */
function typed(question: string, { input, output }: Terminal): Promise<string> {
  output.write(question);
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.resume();
  return new Promise((done, fail) => {
    let text: string[] = [];
    const finish = (end: () => void): void => {
      input.off('data', listen);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      end();
    };
    const listen = (chunk: string): void => {
      for (const character of chunk) {
        if (character === '\r' || character === '\n') return finish(() => done(text.join('')));
        if (character === '\u0003' || character === '\u0004')
          return finish(() => fail(new Refused('Nothing was done.')));
        if (character === '\u007f' || character === '\b') text = text.slice(0, -1);
        else if (character >= ' ') text.push(character);
      }
    };
    input.on('data', listen);
  });
}

async function readAll(input: NodeJS.ReadStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
