/** What a client of an earlier schema would stumble over. */
import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';
import { AppError } from '../base/errors.ts';

/** Lines of a list of accepted breaks: `#` starts a remark, and an entry is the change as it is reported. */
function acceptedOf(text: string): Set<string> {
  const lines = text.split('\n').map((line) => line.replace(/#.*$/u, '').trim());
  return new Set(lines.filter((line) => line !== ''));
}

function parseReleased(sdl: string): GraphQLSchema {
  try {
    return buildSchema(sdl);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError('BAD_INPUT', `The released schema is none: ${reason}`, { cause });
  }
}

/**
 * Breaking changes from an earlier schema to this one, one line each (`FIELD_REMOVED: Article.slug was removed.`), without
 * those accepted. What counts as breaking is graphql-js' own list.
 * @throws AppError BAD_INPUT when the earlier text is no schema.
 */
export function breakingChanges(releasedSdl: string, schema: GraphQLSchema, accepted = ''): string[] {
  const known = acceptedOf(accepted);
  const changes = findBreakingChanges(parseReleased(releasedSdl), schema);
  return changes
    .map(({ type, description }) => `${type}: ${description}`)
    .filter((line) => !known.has(line))
    .sort();
}
