import type { Link } from '../../shared/contract/link.ts';
import type { View } from '../../shared/contract/view.ts';

/** The contract, and what the transport knows beyond it. */
export interface HostLink extends Link {
  onMenu(listener: (action: string) => void): () => void;
  /** Whole views that arrive unasked: the first frame after each (re)connect. */
  onSnapshot(listener: (snapshot: { readonly seq: number; readonly view: View }) => void): () => void;
  onConnection(listener: (connection: { readonly open: true } | { readonly open: false; readonly since: number }) => void): () => void;
}
