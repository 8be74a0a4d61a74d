import { useCallback, useState } from 'react';
import type { Args, Command } from '../../shared/contract/commands.ts';
import type { RefusalView, Reply } from '../../shared/contract/link.ts';
import { useLink } from './link-context.ts';

/** unreached: the promise broke, so it is not known whether the engine got it. */
export type CommandState =
  | { readonly at: 'idle' }
  | { readonly at: 'sending' }
  | { readonly at: 'done' }
  | { readonly at: 'refused'; readonly refusal: RefusalView }
  | { readonly at: 'unreached'; readonly why: string };

export const outcomeOf = (sent: Promise<Reply>): Promise<CommandState> =>
  sent.then(
    (reply): CommandState => (reply.ok ? { at: 'done' } : { at: 'refused', refusal: reply.refusal }),
    (error: unknown): CommandState => ({ at: 'unreached', why: error instanceof Error ? error.message : String(error) }),
  );

/** Sends one kind of command and remembers how that went. */
export function useCommand<C extends Command>(command: C) {
  const link = useLink();
  const [state, setState] = useState<CommandState>({ at: 'idle' });
  const send = useCallback(
    async (args: Args<C>): Promise<CommandState> => {
      setState({ at: 'sending' });
      const outcome = await outcomeOf(link.send(command, args));
      setState(outcome);
      return outcome;
    },
    [link, command],
  );
  return { state, send, reset: useCallback(() => setState({ at: 'idle' }), []) };
}
