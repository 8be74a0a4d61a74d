export interface Finding {
  readonly level: 'ok' | 'warn' | 'fail';
  readonly text: string;
}
export interface Check {
  readonly name: string;
  /** One line for each finding; no finding, no line. */
  run(): Promise<readonly Finding[]>;
}

export const ok = (text: string): Finding => ({ level: 'ok', text });
export const warn = (text: string): Finding => ({ level: 'warn', text });
export const fail = (text: string): Finding => ({ level: 'fail', text });

/** Above the sum of what one check waits for; a check that hangs must not hang all. */
const DEADLINE_MS = 45_000;

/** One after the other, each line as soon as it is known; true when nothing failed. */
export async function runChecks(checks: readonly Check[], print: (line: string) => void, deadlineMs = DEADLINE_MS): Promise<boolean> {
  let failed = false;
  for (const check of checks) {
    for (const { level, text } of await inTime(check, deadlineMs)) {
      failed ||= level === 'fail';
      print(`${level}  ${check.name}: ${oneLine(text)}`);
    }
  }
  return !failed;
}

async function inTime(check: Check, deadlineMs: number): Promise<readonly Finding[]> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<readonly Finding[]>((resolve) => {
    timer = setTimeout(() => resolve([fail(`no answer within ${Math.round(deadlineMs / 1000)} s`)]), deadlineMs);
  });
  try {
    return await Promise.race([check.run(), late]);
  } catch (error) {
    return [fail(`could not be checked: ${error instanceof Error ? error.message : 'unknown reason'}`)];
  } finally {
    clearTimeout(timer);
  }
}

/** Texts of exchanges and servers are hostile: no line of theirs may look like one of ours. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}

export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason');
