const LOOK_EVERY_MS = 100;

/**
 * npm passes a signal on to the shell it runs scripts in, and that shell dies without telling us: under npm, a parent
 * that has gone means "stop".
 */
export function stopWhenNpmIsGone(stop) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    stop();
  }, LOOK_EVERY_MS);
  look.unref();
}
