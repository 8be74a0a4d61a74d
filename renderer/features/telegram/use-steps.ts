import { useCallback, useRef, useState } from 'react';
import type { Args } from '../../../shared/contract/commands.ts';
import type { TelegramCommand } from '../../../shared/contract/telegram.ts';
import { useLink } from '../../link/link-context.ts';
import { type CommandState, outcomeOf } from '../../link/use-command.ts';

export interface Steps {
  readonly state: CommandState;
  readonly run: <C extends TelegramCommand>(command: C, args: Args<C>) => void;
  readonly forget: () => void;
}

/**
 * The commands of the account share one outcome, which outlives the form that sent the command: a refusal often arrives when that form
 * has already given way to another one. Only the newest command speaks; what a cancelled one still answers is not heard.
 */
export function useSteps(): Steps {
  const link = useLink();
  const [state, setState] = useState<CommandState>({ at: 'idle' });
  const turn = useRef(0);
  const run = useCallback<Steps['run']>(
    (command, args) => {
      turn.current += 1;
      const mine = turn.current;
      setState({ at: 'sending' });
      void outcomeOf(link.send(command, args)).then((outcome) => mine === turn.current && setState(outcome));
    },
    [link],
  );
  const forget = useCallback(() => {
    turn.current += 1;
    setState({ at: 'idle' });
  }, []);
  return { state, run, forget };
}
