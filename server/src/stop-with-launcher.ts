/** Calls `stop` when the process that started this one is gone, so that no server is left behind holding the port. */
export function stopWithLauncher(stop: () => void): void {
  if (process.send) process.once('disconnect', stop);
}
