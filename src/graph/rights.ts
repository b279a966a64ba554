/** Rights policies: what may be done with the texts of a source or article, and the evidence for it. */
import { Field, Int, ObjectType } from 'type-graphql';
import type { ArticleRow } from '../store/articles.ts';
import { type EvidenceRow, isLicensed } from '../store/rights.ts';
import type { SourceRow } from '../store/sources.ts';
import type { BodyExposure, RightsBasis } from '../store/tables.ts';
import type { GraphContext } from './context.ts';
import { BodyExposureEnum, RightsBasisEnum } from './enums.ts';
import { DateTime, Url } from './scalars.ts';
import { articleShowing, showingOf } from './showing.ts';

@ObjectType({ simpleResolvers: true, description: 'What a right or restriction rests on.' })
export class RightsEvidence {
  @Field(() => RightsBasisEnum, { description: 'Kind of evidence.' })
  basis!: keyof typeof RightsBasisEnum;

  @Field(() => Url, {
    nullable: true,
    description: 'Where it was found; null when it came with the page itself or was set here.',
  })
  url!: string | null;

  @Field(() => DateTime, { description: 'When it was read or set.' })
  fetchedAt!: Date;

  @Field(() => String, { nullable: true, description: 'The deciding words, at most 300 characters.' })
  excerpt!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What may be stored and shown for a source or article, and the evidence for it.',
})
export class RightsPolicy {
  @Field(() => BodyExposureEnum, { description: 'How much of a text may be shown.' })
  exposure!: BodyExposure;

  @Field(() => Int, { description: 'Longest extract in characters.' })
  snippetMaxChars!: number;

  @Field(() => Boolean, {
    description: 'The publisher reserves text and data mining (Directive (EU) 2019/790, article 4).',
  })
  tdmReserved!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the publisher lets models be trained on it; null when it does not say.',
  })
  aiTrainingAllowed!: boolean | null;

  @Field(() => String, { description: 'Text to print next to every excerpt (schema.org creditText).' })
  creditText!: string;

  @Field(() => Url, {
    nullable: true,
    description: 'Terms on which more may be done (schema.org license); null when none are named.',
  })
  licenceUrl!: string | null;

  @Field(() => [RightsEvidence], {
    description: "What the policy rests on: the article's own signals, then its source's, then the default.",
  })
  evidence!: RightsEvidence[];
}

/** What the operator decided, as evidence. */
function operatorsWord(source: SourceRow): RightsEvidence {
  const fetchedAt = source.createdAt;
  if (isLicensed(source) && !source.isDemo)
    return { basis: 'LICENCE', url: source.licenceUrl, fetchedAt, excerpt: null };
  return { basis: 'OPERATOR_DEFAULT', url: null, fetchedAt, excerpt: null };
}

const creditOf = (source: SourceRow): string =>
  source.isDemo ? `${source.name}: written for a demo, not a real outlet` : source.name;

/** The words after a label in what a publisher says; null when it says nothing under it. */
function saidUnder(evidence: readonly EvidenceRow[], label: RegExp): string | null {
  for (const { excerpt } of evidence) {
    const said = label.exec(excerpt ?? '')?.[1];
    if (said) return said;
  }
  return null;
}

// The words as the readers of ingest/rights*.ts keep them: schema.org's names, and those of robots directives.
const credited = /^creditText: (.+)$/;
const terms = /(?:^|; )(?:license|acquireLicensePage|tdm-policy): (https?:\S+)$/i;
const training = /^(?:robots|X-Robots-Tag): (noai)$|^Content-Usage: (?:.*[,;]\s*)?(train-ai=n)\b/;

/** Address of the terms that a publisher names; null when it names none. */
function termsNamed(evidence: readonly EvidenceRow[]): string | null {
  const document = evidence.find(
    ({ basis, url }) => basis === 'RSL' && url !== null && !/robots\.txt$/.test(url),
  );
  return saidUnder(evidence, terms) ?? document?.url ?? null;
}

/** The policy of a source. Costs one statement for all sources of a level. */
export async function rightsOf(source: SourceRow, context: GraphContext): Promise<RightsPolicy> {
  const found = await context.loaders.sourceEvidence.load(source.rowId);
  const { exposure, snippetMaxChars } = showingOf(source);
  const { tdmReserved, aiTrainingAllowed } = source;
  return {
    exposure,
    snippetMaxChars,
    tdmReserved,
    aiTrainingAllowed,
    creditText: creditOf(source),
    licenceUrl: source.licenceUrl ?? termsNamed(found),
    evidence: [...found, operatorsWord(source)],
  };
}

const tdmRep: RightsBasis[] = ['TDMREP_FILE', 'TDMREP_HEADER', 'TDMREP_META'];

/** The policy of an article: its source's, narrowed and credited by its own page. Two statements for all of a level. */
export async function articleRights(
  article: ArticleRow,
  source: SourceRow,
  context: GraphContext,
): Promise<RightsPolicy> {
  const [own, general] = await Promise.all([
    context.loaders.articleEvidence.load(article.rowId),
    rightsOf(source, context),
  ]);
  const { exposure } = articleShowing(article, source);
  const isReserved = article.withheldBasis !== null && tdmRep.includes(article.withheldBasis);
  const refusesTraining = own.some(({ excerpt }) => training.test(excerpt ?? ''));
  return {
    ...general,
    exposure,
    tdmReserved: general.tdmReserved || isReserved,
    aiTrainingAllowed: refusesTraining ? false : general.aiTrainingAllowed,
    creditText: source.isDemo ? general.creditText : (saidUnder(own, credited) ?? general.creditText),
    licenceUrl: termsNamed(own) ?? general.licenceUrl,
    evidence: [...own, ...general.evidence],
  };
}
