import { DemoProduct } from '../support/demo-product.js';

describe('the files of the page', () => {
  it('are kept for ever where their name carries a hash, and the page itself is asked for anew', async () => {
    const product = await DemoProduct.start();
    try {
      const page = await fetch(`${product.url}/students`);
      expect(page.headers.get('cache-control')).toBe('private, no-cache');
      const script = /<script[^>]* src="([^"]+\.js)"/.exec(await page.text())![1]!;
      const file = await fetch(`${product.url}/${script.replace(/^\//, '')}`);
      expect(file.status).toBe(200);
      expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      const answer = await fetch(`${product.url}/api/demo`);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    } finally {
      await product.stop();
    }
  }, 90_000);
});
