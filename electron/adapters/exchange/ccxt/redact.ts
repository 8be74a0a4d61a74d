/**
 * Texts of failures end up in the journal, on the screen and in alarms. Network errors of ccxt quote the whole URL with
 * signature, so the query goes, and so does every known secret wherever else it may stand.
 */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= SHORTEST_SECRET).flatMap(formsOf);
  return (text) => {
    let out = text.replace(/(\b(?:https?|wss?):\/\/[^\s?"']+)\?[^\s"']*/g, '$1');
    out = out.replace(/\b(signature|listenKey|apiKey|X-MBX-APIKEY)("?\s*[=:]\s*"?)[^\s&"',}]+/gi, '$1$2…');
    for (const secret of known) out = out.replaceAll(secret, '…');
    return out.length > 300 ? `${out.slice(0, 300)}…` : out;
  };
}

/** One too short to be a secret would blot out plain words. */
const SHORTEST_SECRET = 6;

/** A server may echo what it was sent in another dress. */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64])];
}
