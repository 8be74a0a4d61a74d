/** node:sqlite and the build need it. One sentence beats a stack trace. */
export function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 13)) return;
  process.stderr.write(`Vigil needs Node 22.13 or newer; this is ${process.versions.node}. Run it through npm after "npm ci".\n`);
  process.exit(1);
}
