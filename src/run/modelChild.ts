/**
 * The process that holds the operator's token classifier (modelProcess.ts starts it). One folder, one text at a time; it ends
 * with its parent.
 */
import { asAppError } from '../base/errors.ts';
import { tokenize } from '../enrich/tokens.ts';
import type { Asked, Said } from './modelTalk.ts';
import { openTokenClassifier } from './tokenClassifier.ts';

const [folder = '', threads = '1'] = process.argv.slice(2);
const say = (said: Said) => process.send?.(said);
const faultOf = (thrown: unknown): Said => {
  const { code, message } = asAppError(thrown);
  return { kind: 'failed', code, message };
};

process.on('disconnect', () => process.exit());
// A child that failed waits to be let go, so that its parent hears why before it sees the end.
process.channel?.ref();

try {
  const classifier = await openTokenClassifier(folder, { threads: Number(threads) });
  process.on('message', async ({ text }: Asked) => {
    const tagged = classifier.tag(tokenize(text));
    say(await tagged.then((names): Said => ({ kind: 'tagged', tagged: names }), faultOf));
  });
  say({ kind: 'ready' });
} catch (thrown) {
  say(faultOf(thrown));
}
