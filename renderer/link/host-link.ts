import type { Link } from '../../shared/contract/link.ts';
import type { View } from '../../shared/contract/view.ts';

/** The contract, and what the transport knows beyond it. */
export interface HostLink extends Link {
  onMenu(listener: (action: string) => void): () => void;
  /** Whole views that arrive unasked: the first frame after each (re)connect. */
  onSnapshot(listener: (snapshot: { readonly seq: number; readonly view: View }) => void): () => void;
  onConnection(listener: (connection: Connection) => void): () => void;
}

/** lost: the stream broke. token: the host answers, but refuses the access token. */
export type Connection = { readonly open: true } | { readonly open: false; readonly since: number; readonly why: 'lost' | 'token' };
