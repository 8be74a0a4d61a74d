import type { LoggedRequest, RequestLog } from './api.ts';

const keep = 10_000;

export class WireLog implements RequestLog {
  #requests: LoggedRequest[] = [];

  write(request: LoggedRequest): void {
    this.#requests.push(request);
    if (this.#requests.length > keep * 1.1) this.#requests = this.#requests.slice(-keep);
  }
  all(): readonly LoggedRequest[] {
    return this.#requests.slice(-keep);
  }
  of(method: string, path: string): readonly LoggedRequest[] {
    return this.all().filter((request) => request.method === method && request.path === path);
  }
  clear(): void {
    this.#requests = [];
  }
}
