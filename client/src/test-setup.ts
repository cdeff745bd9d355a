// What jsdom lacks and the parts need.
globalThis.matchMedia ??= ((query: string) => ({
  matches: false,
  media: query,
  onchange: null,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
  addListener: () => undefined,
  removeListener: () => undefined,
  dispatchEvent: () => false,
})) as unknown as typeof matchMedia;
const elements = Element.prototype as { scrollIntoView?: (this: void) => void };
elements.scrollIntoView ??= () => undefined;
