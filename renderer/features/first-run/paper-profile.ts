/** A profile for a Binance-compatible server on this machine, with the keys that were saved before. */
export const paperProfile = `{
  "stage": "paper",
  "venue": {
    "kind": "binance-usdm",
    "restUrl": "http://127.0.0.1:9000",
    "wsUrl": "ws://127.0.0.1:9000/ws",
    "keys": "stored"
  },
  "messages": { "kind": "telegram-user" }
}`;

export const paperCommand = 'npm start -- --profile=paper.json';
