import { PassThrough } from 'node:stream';
import { askPassword, type Terminal } from './ask-password.js';

/** A terminal at which somebody types line by line, each after the question was put. */
function terminalTyping(...lines: string[]): { terminal: Terminal; shown: () => string } {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => undefined });
  const output = new PassThrough();
  let shown = '';
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString('utf8');
    const line = /: $/.test(chunk.toString('utf8')) ? lines.shift() : undefined;
    if (line !== undefined) setImmediate(() => input.write(line));
  });
  return { terminal: { input, output } as unknown as Terminal, shown: () => shown };
}

function piped(text: string): Terminal {
  const input = new PassThrough();
  input.end(text);
  return { input, output: new PassThrough() } as unknown as Terminal;
}

describe('the password of a new account', () => {
  it('is asked for twice and never shown', async () => {
    const { terminal, shown } = terminalTyping('a long secret\r', 'a long secret\r');
    await expect(askPassword('zhou', terminal)).resolves.toBe('a long secret');
    expect(shown()).toBe('Password: \nOnce more: \n');
  });

  it('can be corrected while it is typed', async () => {
    const { terminal } = terminalTyping('a long secreet\u007f\u007ft 一\n', 'a long secret 一\n');
    await expect(askPassword('zhou', terminal)).resolves.toBe('a long secret 一');
  });

  it('is refused when the two differ, and given up with Ctrl+C', async () => {
    await expect(askPassword('zhou', terminalTyping('a long secret\r', 'another secret\r').terminal)).rejects.toThrow(
      'not the same',
    );
    await expect(askPassword('zhou', terminalTyping('a long\u0003').terminal)).rejects.toThrow('Nothing was done');
  });

  it('is read from standard input where there is no terminal', async () => {
    await expect(askPassword('zhou', piped('a long secret\n'))).resolves.toBe('a long secret');
  });

  it('is neither short nor made of the user name', async () => {
    await expect(askPassword('zhou', piped('short\n'))).rejects.toThrow('at least 10');
    await expect(askPassword('zhou', piped(''))).rejects.toThrow('at least 10');
    await expect(askPassword('zhou', piped('x'.repeat(129)))).rejects.toThrow('at most 128');
    await expect(askPassword('zhou', piped('my-Zhou-password'))).rejects.toThrow('user name');
  });
});
