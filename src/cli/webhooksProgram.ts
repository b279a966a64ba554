/** The `webhooks` part of the command table. */
import { type Command, InvalidArgumentError } from 'commander';
import type { DeliveryState } from '../store/webhookDeliveries.ts';
import type { CliIo } from './io.ts';
import type { Run } from './sourcesProgram.ts';

const states: readonly string[] = ['PENDING', 'DELIVERED', 'FAILED'] satisfies DeliveryState[];

function state(text: string): DeliveryState {
  const word = text.trim().toUpperCase();
  if (states.includes(word)) return word as DeliveryState;
  throw new InvalidArgumentError(`Expected one of ${states.join(', ')}.`);
}

/** Adds `webhooks list`, `deliveries`, `replay`, `pause` and `resume`. */
export function addWebhooks(program: Command, io: CliIo, run: Run): void {
  const webhooks = program.command('webhooks').description('webhooks of all keys: list, log, replay, pause');
  const load = () => import('./webhooks.ts');
  webhooks
    .command('list')
    .description('list webhooks, newest first, without their secrets')
    .option('--json', 'an object for each')
    .action(({ json = false }: { json?: boolean }) =>
      run(async () => (await load()).listWebhooksCommand(io, { json })),
    );
  webhooks
    .command('deliveries <webhook>')
    .description('list what was sent to a webhook in the last 30 days, newest first')
    .option('--state <state>', 'only PENDING, DELIVERED or FAILED ones', state)
    .option('--json', 'an object for each, payloads included')
    .action((id: string, { json = false, state: only }: { json?: boolean; state?: DeliveryState }) =>
      run(async () => (await load()).listDeliveriesCommand(io, id, { json, states: only ? [only] : null })),
    );
  webhooks
    .command('replay <delivery>')
    .description('send a delivery again, with the same id and body')
    .action((id: string) => run(async () => (await load()).replayCommand(io, id)));
  webhooks
    .command('pause <webhook>')
    .description('send nothing to a webhook; what happens meanwhile is not told later')
    .action((id: string) => run(async () => (await load()).setActiveCommand(io, id, false)));
  webhooks
    .command('resume <webhook>')
    .description('turn a webhook on again, and try what was waiting')
    .action((id: string) => run(async () => (await load()).setActiveCommand(io, id, true)));
}
