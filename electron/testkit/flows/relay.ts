import { connect, createServer, type Server, type Socket } from 'node:net';

/** Outside the range from which a system gives out ports by itself: while the relay is down nobody else takes its port. */
const FIRST_PORT = 20_000;
const PORTS = 12_000;

/** The network between an engine and its exchange, on one address that can go away: while it is down connections are refused. */
export class Relay {
  readonly port: number;
  readonly #target: number;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  private constructor(port: number, target: number, server: Server) {
    this.port = port;
    this.#target = target;
    this.#server = server;
  }

  /** `url` names the exchange; it is reached at `port` from now on. */
  static async open(url: string): Promise<Relay> {
    const target = Number(new URL(url).port);
    for (;;) {
      const port = FIRST_PORT + Math.floor(Math.random() * PORTS);
      const server = createServer();
      if (!(await listens(server, port))) continue;
      const relay = new Relay(port, target, server);
      server.on('connection', (socket) => relay.#join(socket));
      return relay;
    }
  }

  get urls(): { readonly restUrl: string; readonly wsUrl: string } {
    const host = `127.0.0.1:${this.port}`;
    return { restUrl: `http://${host}`, wsUrl: `ws://${host}/ws` };
  }

  /** Everything that runs is cut, nothing new is accepted. */
  async goesDown(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async comesBack(): Promise<void> {
    const server = createServer((socket) => this.#join(socket));
    if (!(await listens(server, this.port))) throw new Error(`port ${this.port} was taken while the relay was down`);
    this.#server = server;
  }

  #join(near: Socket): void {
    const far = connect(this.#target, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      // Whatever ends one side ends the other; a cut line is the point of it all.
      socket.on('error', () => {});
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  }
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
}
