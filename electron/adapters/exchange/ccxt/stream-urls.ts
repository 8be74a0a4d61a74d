/**
 * Where the streams are dialled. A base ending in /ws gets the routed paths that Binance has demanded since 2026-04-23
 * (unrouted ones stay silent); any other ending is taken as it stands, as ccxt does.
 */
export function streamUrls(wsUrl: string): { readonly prices: string; readonly account: (listenKey: string) => string } {
  const base = wsUrl.endsWith('/ws') ? wsUrl.slice(0, -'/ws'.length) : undefined;
  return {
    prices: base === undefined ? wsUrl : `${base}/market/ws/0`,
    account: (key) => `${base === undefined ? wsUrl : `${base}/private/ws`}?listenKey=${encodeURIComponent(key)}`,
  };
}
