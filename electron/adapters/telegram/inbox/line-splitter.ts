/** What the tail hands on: a whole line, or the news that one was too long to keep. */
export type RawLine =
  | { readonly kind: 'line'; readonly number: number; readonly bytes: Uint8Array }
  | { readonly kind: 'tooLong'; readonly number: number };

export interface LineSplitter {
  /** Takes the next bytes of the file and gives the lines they complete. An unfinished last line waits for its newline. */
  take(chunk: Uint8Array): readonly RawLine[];
  /** The file began anew: forgets the unfinished line and counts from 1. */
  restart(): void;
}

const NEWLINE = 0x0a;

/** Holds at most `longest` bytes of an unfinished line: a longer one is dropped as it comes and told once, at its end. */
export function createLineSplitter(longest: number): LineSplitter {
  let parts: Uint8Array[] = [];
  let held = 0;
  let dropping = false;
  let number = 1;

  const forget = (): void => {
    parts = [];
    held = 0;
    dropping = false;
  };

  const keep = (piece: Uint8Array): void => {
    if (dropping) return;
    if (held + piece.length > longest) {
      forget();
      dropping = true;
      return;
    }
    // A copy, because the reader fills the same buffer again. Not `slice`: on a Buffer it shares the memory.
    if (piece.length > 0) parts.push(Uint8Array.from(piece));
    held += piece.length;
  };

  const finish = (): RawLine => {
    const line: RawLine = dropping ? { kind: 'tooLong', number } : { kind: 'line', number, bytes: join(parts, held) };
    forget();
    number += 1;
    return line;
  };

  return {
    take(chunk) {
      const lines: RawLine[] = [];
      let from = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
        keep(chunk.subarray(from, end));
        lines.push(finish());
        from = end + 1;
      }
      keep(chunk.subarray(from));
      return lines;
    },
    restart() {
      forget();
      number = 1;
    },
  };
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
