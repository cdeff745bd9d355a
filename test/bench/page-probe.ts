/**
 * What runs in the page while it is measured, before any of its own scripts. It watches and changes nothing:
 * `window.__probe.seen[selector]` is the moment (milliseconds since the navigation) of the first frame in which something the
 * selector finds was painted; `presses` are the interactions as the browser reports them (Event Timing).
 */
export function probe(selectors: readonly string[]): string {
  return `(() => {
  const seen = {};
  const waiting = {};
  const presses = [];
  let paint = null;
  let shift = 0;
  let wanted = ${JSON.stringify(selectors)};
  const afterNextFrame = (then) => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = then; channel.port2.postMessage(0); });
  const look = () => {
    // What stands behind the page's own frame is not on the screen yet.
    if (document.getElementById('frame')) return;
    for (const selector of wanted.filter((one) => document.querySelector(one))) {
      wanted = wanted.filter((one) => one !== selector);
      afterNextFrame(() => { seen[selector] = performance.now(); waiting[selector]?.(); });
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      paint = { at: entry.startTime, size: entry.size, what: entry.element ? entry.element.tagName.toLowerCase() + (entry.element.className ? '.' + entry.element.className : '') : '' };
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (entry.interactionId) presses.push({ name: entry.name, at: entry.startTime, milliseconds: entry.duration });
  }).observe({ type: 'event', durationThreshold: 16, buffered: true });
  window.__probe = {
    seen,
    presses,
    whenSeen: (selector) => new Promise((there) => { if (seen[selector] !== undefined) there(); else waiting[selector] = there; }),
    watch: (selector) => { delete seen[selector]; wanted = [...wanted, selector]; look(); },
    figures: () => ({
      largestPaint: paint,
      shift,
      firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
      seen,
      answers: performance.getEntriesByType('resource').map(({ name, responseEnd }) => ({ path: new URL(name).pathname, at: responseEnd })),
    }),
  };
})();`;
}

/** The answer of `window.__probe.figures()`; all moments in milliseconds since the navigation. */
export interface Probed {
  readonly largestPaint: { readonly at: number; readonly size: number; readonly what: string } | null;
  /** Cumulative layout shift without what follows a press. */
  readonly shift: number;
  readonly firstPaint: number | null;
  readonly seen: Readonly<Record<string, number>>;
  readonly answers: readonly { readonly path: string; readonly at: number }[];
}

/** One interaction as the browser reports it: from the press to the next frame, rounded by the browser to 8 ms. */
export interface Press {
  readonly name: string;
  readonly at: number;
  readonly milliseconds: number;
}
