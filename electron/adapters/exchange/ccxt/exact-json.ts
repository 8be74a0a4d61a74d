/** An integer that a double may not hold, standing as a bare JSON number (order ids run to 19 digits). */
const longInteger = /[:[,]\s*-?\d{16,}/;

/**
 * JSON.parse that keeps integers beyond 2^53 as text. Only texts that hold such a number pay for the reviver;
 * the mark-price frame and exchangeInfo never do. Throws SyntaxError like JSON.parse.
 */
export function parseExactJson(text: string): unknown {
  return longInteger.test(text) ? parseKeepingSource(text, keepDigits) : JSON.parse(text);
}

type SourceReviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

const keepDigits: SourceReviver = (_key, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && context.source !== undefined && /^-?\d+$/.test(context.source)
    ? context.source
    : value;

// The third reviver argument (JSON.parse source text access) is in Node since 22, not yet in TypeScript's ES2023 library.
const parseKeepingSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;
