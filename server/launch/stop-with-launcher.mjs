// Loaded into the server before its own code: a launcher that was killed leaves no server behind that holds the port.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 45_000).unref();
});
process.channel?.unref();
// The terminal may be gone with the launcher; stopping cleanly matters more than the last lines.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
