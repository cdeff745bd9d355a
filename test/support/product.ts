import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** The product as it ships, in a process of its own, so that it can be killed. */
export class Product {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** Everything it has printed so far. */
    readonly printed: () => string,
  ) {}

  /**
   * Starts the built server and waits until it says that it is ready.
   * @param settings environment variables over those of the test run
   * @throws Error with what it printed where it ends before
   */
  static async start(settings: Record<string, string>): Promise<Product> {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...process.env, NODE_OPTIONS: '', PORT: '0', DEMO: '0', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer): void => {
        printed += chunk.toString();
        const ready = /Tongxin is ready: (http:\S+)/.exec(printed);
        if (ready) resolve(ready[1]!);
      };
      child.stdout.on('data', listen);
      child.stderr.on('data', listen);
      child.once('exit', (code) => reject(new Error(`the product ended with ${code}:\n${printed}`)));
    });
    return new Product(child, url, () => printed);
  }

  /** Kills it the way a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  /** Asks it to stop. @returns its exit code */
  async stop(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    return ((await gone) as [number | null])[0];
  }
}
