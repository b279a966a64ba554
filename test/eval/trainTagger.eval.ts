/**
 * `npm run train:entities`: trains the tagger on all labelled texts and writes the model where Kabar loads it. Settings are
 * chosen with `npm run eval:entities`, on texts that this training then learns from too.
 */
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { packModel } from '../../src/enrich/taggerModel.ts';
import { taggerSets } from './taggerSets.ts';
import { trainingOptions, trainModel } from './taggerTraining.ts';

const modelPath = 'src/enrich/data/tagger.bin';
const hourMs = 3_600_000;

it('tagger', { timeout: hourMs }, () => {
  const sets = taggerSets({ isWhole: true, ownShare: 1 });
  if (sets === null) return;
  const model = trainModel(sets, trainingOptions);
  const bytes = packModel(model);
  writeFileSync(modelPath, bytes);
  const rows = model.tables.map(({ languages, keys }) => `${languages.join('/')} ${keys.length}`).join(', ');
  console.log(`${modelPath}: ${bytes.length} bytes; rows ${rows}`);
});
