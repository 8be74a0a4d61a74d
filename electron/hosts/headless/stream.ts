import type { WebSocket } from 'ws';
import type { Push } from '../../../shared/contract/view.ts';
import { createPushFeed } from '../push-feed.ts';
import type { Door } from '../serve.ts';

const PUSH_EVERY_MS = 50;
const PING_EVERY_MS = 15_000;
/** More than this unsent: the client is slow, and later pushes are joined until it has caught up. */
const BUFFER_LIMIT_BYTES = 512 * 1024;

/**
 * One screen over WebSocket: first `{"snapshot":{seq,view}}`, then pushes. A slow client gets joined pushes, a dead one is
 * cut off at the second missing pong; the engine waits for neither.
 */
export function streamTo(socket: WebSocket, door: Door, report: (bug: unknown) => void): void {
  let snapshotSent = false;
  const feed = createPushFeed({
    everyMs: PUSH_EVERY_MS,
    ready: () => snapshotSent && socket.bufferedAmount <= BUFFER_LIMIT_BYTES,
    deliver: (push) => socket.send(JSON.stringify(push)),
  });
  // Listening starts before the snapshot is asked for, so that nothing between the two is lost.
  const stopListening = door.onPush((push: Push) => feed.push(push));

  let alive = true;
  const heartbeat = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_EVERY_MS);
  heartbeat.unref();
  socket.on('pong', () => {
    alive = true;
  });
  socket.on('close', () => {
    clearInterval(heartbeat);
    stopListening();
    feed.stop();
  });
  // A reset connection is followed by 'close'; there is nothing else to do about it.
  socket.on('error', () => socket.terminate());

  void door.snapshot().then(
    (snapshot) => {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(JSON.stringify({ snapshot }));
      snapshotSent = true;
      feed.flush();
    },
    (bug) => {
      report(bug);
      socket.close(1011, 'internal');
    },
  );
}
