import { createContext, useContext } from 'react';
import type { HostLink } from './host-link.ts';

export const LinkContext = createContext<HostLink | null>(null);

export function useLink(): HostLink {
  const link = useContext(LinkContext);
  if (link === null) throw new Error('a component asked for the link outside of LinkContext');
  return link;
}
