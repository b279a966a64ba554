/** Mutations of whoever runs Kabar: adding an outlet, taking an article down. */
import {
  Arg,
  Ctx,
  createUnionType,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { AppError } from '../base/errors.ts';
import type { ChannelKind } from '../base/news.ts';
import { domainOf } from '../base/url.ts';
import { addSource, type NewChannel } from '../store/configuredSources.ts';
import { findSources, type SourceRow } from '../store/sources.ts';
import type { RightsBasis } from '../store/tables.ts';
import { takeDown } from '../store/takedown.ts';
import type { GraphContext } from './context.ts';
import { editorOf } from './curation.ts';
import { RightsBasisEnum } from './enums.ts';
import { ArticleBy, theOne } from './lookupInputs.ts';
import { CountryCode, LanguageTag, Url } from './scalars.ts';
import { RequiresScope } from './scopes.ts';
import { Source } from './source.ts';
import {
  ConflictError,
  CurationError,
  type Failure,
  failureOf,
  mutationId,
  NotFoundError,
  refuseNul,
  ValidationError,
} from './userErrors.ts';

const SourceError = createUnionType({
  name: 'SourceError',
  description: 'What may go wrong when a source is added.',
  types: () => [ValidationError, NotFoundError, ConflictError] as const,
});

@InputType({ description: 'Which outlet to read.' })
export class AddSourceInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => String, { description: 'Its domain, e.g. solopos.com.' })
  domain!: string;

  @Field(() => [Url], { description: 'Addresses of its feeds and news sitemaps, 1 to 20.' })
  feeds!: string[];

  @Field(() => CountryCode, { nullable: true, description: 'Country it is published in.' })
  country?: string | null;

  @Field(() => [LanguageTag], { nullable: true, description: 'Languages it publishes in.' })
  languages?: string[] | null;
}

@ObjectType({ simpleResolvers: true, description: 'What became of a new source.' })
export class AddSourcePayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => Source, {
    nullable: true,
    description: 'The source; its feeds are read within minutes. Its name is its domain.',
  })
  source!: SourceRow | null;

  @Field(() => [SourceError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

@InputType({ description: 'Which article to take down, and on whose word.' })
export class WithdrawArticleInput {
  @Field(() => String, mutationId)
  clientMutationId?: string | null;

  @Field(() => ArticleBy, { description: 'The article; an address that was never stored is kept out too.' })
  by!: ArticleBy;

  @Field(() => RightsBasisEnum, { description: 'On what ground.' })
  basis!: RightsBasis;

  @Field(() => String, { description: 'Who asks for it; kept with the tombstone.' })
  requester!: string;

  @Field(() => String, { description: 'Why; kept with the tombstone.' })
  note!: string;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'What became of a withdrawal: text, snippet and image are gone, the id stays as a tombstone, the change feed says WITHDRAWN.',
})
export class WithdrawArticlePayload {
  @Field(() => String, mutationId)
  clientMutationId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Id of what was withdrawn.' })
  withdrawnId!: string | null;

  @Field(() => [CurationError], { description: 'What went wrong; empty when nothing did.' })
  errors!: Failure[];
}

const mostFeeds = 20;

/** What kind of channel an address looks like; reading it tells RSS from Atom by itself. */
function channelKindOf(url: string): ChannelKind {
  const { pathname } = new URL(url);
  if (/sitemap[^/]*\.xml(?:\.gz)?$/i.test(pathname)) return 'NEWS_SITEMAP';
  return /\.json$/i.test(pathname) ? 'JSON_FEED' : 'RSS';
}

function channelsOf(feeds: readonly string[]): NewChannel[] {
  if (feeds.length >= 1 && feeds.length <= mostFeeds)
    return [...new Set(feeds)].map((url) => ({ kind: channelKindOf(url), url }));
  throw new AppError('BAD_INPUT', `feeds takes 1 to ${mostFeeds} addresses, not ${feeds.length}.`);
}

/** The registrable domain that was meant. @throws AppError BAD_INPUT for what is no domain. */
function namedDomain(text: string): string {
  const host = text.trim().toLowerCase();
  const isHost = /^[a-z0-9.-]+(?::\d+)?$/.test(host) && URL.canParse(`https://${host}/`);
  if (isHost) return domainOf(`https://${host}/`);
  throw new AppError('BAD_INPUT', `domain takes a domain such as solopos.com, not ${host.slice(0, 100)}.`);
}

@Resolver()
export class AdminResolver {
  @Mutation(() => AddSourcePayload, {
    nullable: true,
    description:
      'Adds an outlet by its feeds. `kabar sources add` finds them by itself; this takes them as given.',
  })
  @RequiresScope('ADMIN')
  async addSource(
    @Ctx() { database, at }: GraphContext,
    @Arg('input', () => AddSourceInput, { description: 'Which.' }) input: AddSourceInput,
  ): Promise<AddSourcePayload> {
    const { clientMutationId = null, country = null, languages } = input;
    try {
      const domain = namedDomain(input.domain);
      const { publicId } = await addSource(
        database,
        {
          ...{ name: domain, domain, url: `https://${domain}/`, kind: 'OTHER', country },
          ...{ languages: languages ?? [], exposure: 'SNIPPET', isDemo: false },
          channels: channelsOf(input.feeds),
        },
        at,
      );
      const [source = null] = await findSources(database, 'id', [publicId]);
      return { clientMutationId, source, errors: [] };
    } catch (thrown) {
      return { clientMutationId, source: null, errors: [failureOf(thrown, ['input'])] };
    }
  }

  @Mutation(() => WithdrawArticlePayload, {
    nullable: true,
    description: 'Takes an article down for good: it is never stored again.',
  })
  @RequiresScope('ADMIN')
  async withdrawArticle(
    @Ctx() context: GraphContext,
    @Arg('input', () => WithdrawArticleInput, { description: 'Which.' }) input: WithdrawArticleInput,
  ): Promise<WithdrawArticlePayload> {
    const { clientMutationId = null, by, basis, requester, note } = input;
    try {
      const [, name] = theOne(by, 'ArticleBy');
      refuseNul([name, requester, note]);
      const asked = { requester, note: `${basis}: ${note} (${editorOf(context).actor})`, now: context.at };
      const { id } = await takeDown(context.database, name, asked);
      return { clientMutationId, withdrawnId: id, errors: [] };
    } catch (thrown) {
      return { clientMutationId, withdrawnId: null, errors: [failureOf(thrown, ['input'])] };
    }
  }
}
