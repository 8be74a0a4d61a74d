export interface DesktopArgs {
  readonly profile: string | undefined;
  readonly userDataDir: string | undefined;
}

/** Chromium's own switches stand on the same line, so unknown ones are left alone. `--name VALUE` and `--name=VALUE` both count. */
export function readDesktopArgs(argv: readonly string[], env: Readonly<Record<string, string | undefined>>): DesktopArgs {
  return { profile: switchValue(argv, '--profile') ?? env.VIGIL_PROFILE, userDataDir: switchValue(argv, '--user-data-dir') };
}

function switchValue(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  const arg = argv[at];
  const value = arg === name ? argv[at + 1] : arg?.slice(name.length + 1);
  return value === '' ? undefined : value;
}
