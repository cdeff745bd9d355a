// npm run faults: the tests of test/faults with their loops at full length, two hundred kills instead of fifteen.
process.env.KILL_LOOPS ??= '200';
process.argv.push('/test/faults/');
await import('../run.mjs');
