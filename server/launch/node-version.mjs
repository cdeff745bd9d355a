/**
 * Ends with a sentence where this Node is older than the product needs (20.19).
 * Imported before anything else is, so that an old Node says this and not a syntax error.
 */
const parts = process.versions.node.split('.').map(Number);
if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  process.stderr.write(
    'tongxin: needs Node 20.19 or newer; this is ' + process.versions.node + '. See https://nodejs.org\n',
  );
  process.exit(1);
}
