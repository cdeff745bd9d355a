import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Product } from './product.js';

/** The product as `npm start` runs it: embedded database, demo school, page and API on one port. */
export class DemoProduct {
  private constructor(
    private readonly product: Product,
    private readonly dataDir: string,
  ) {}

  static async start(): Promise<DemoProduct> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tongxin-'));
    return new DemoProduct(
      await Product.start({ DATA_DIR: dataDir, DATABASE_URL: '', DATABASE_OWNER_URL: '', DEMO: '1' }),
      dataDir,
    );
  }

  get url(): string {
    return this.product.url;
  }

  async stop(): Promise<void> {
    await this.product.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
