// Which files of a build bring which sources; the names are those of stats.json.

/** The files a browser fetches for these: themselves and everything they import, but not what they import later. */
export function closureOf(outputs, files) {
  const seen = [];
  const add = (file) => {
    if (seen.includes(file)) return;
    if (!outputs[file]) throw new Error(`${file} is not in the build`);
    seen.push(file);
    for (const { path, kind } of outputs[file].imports) if (kind === 'import-statement') add(path);
  };
  files.forEach(add);
  return seen;
}

/** The file that holds a source. */
export function chunkOf(outputs, source) {
  const holding = Object.keys(outputs).find((file) => file.endsWith('.js') && outputs[file].inputs[source]);
  if (!holding) throw new Error(`${source} is in no file of the build`);
  return holding;
}

/**
 * What the page asks the browser to fetch at once for each screen, beyond what every page loads, so that nothing waits for
 * something else to say that it is needed.
 * @returns {{ path: string, files: string[] }[]}
 */
export function filesByScreen(outputs, main, screens) {
  const first = closureOf(outputs, [main]);
  return screens.map(({ path, steps }) => ({
    path,
    files: closureOf(
      outputs,
      steps.map((step) => chunkOf(outputs, step)),
    ).filter((file) => !first.includes(file)),
  }));
}
