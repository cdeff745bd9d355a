const TICK_MILLISECONDS = 5;

/**
 * Watches how long this process computes without letting anything else in. Counted is the processor time between two ticks, so that a
 * machine busy with other things does not count.
 * @returns ends the watch and tells the longest stretch, in milliseconds
 */
export function watchLongestStretch(): () => number {
  let longest = 0;
  let before = process.cpuUsage();
  const timer = setInterval(() => {
    const now = process.cpuUsage(before);
    before = process.cpuUsage();
    longest = Math.max(longest, (now.user + now.system) / 1000);
  }, TICK_MILLISECONDS);
  return () => {
    clearInterval(timer);
    return longest;
  };
}
