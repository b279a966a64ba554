/** What an API key may be allowed to do: the closed list, and what each word means. */

/** Scope → what it allows, as a sentence for the graph and the command line. */
export const apiScopes = {
  READ: 'Reads the graph; every key may.',
  READ_FULL_TEXT: 'Reads whole texts of articles, where their rights permit showing them.',
  WRITE_SAVED_SEARCH: 'Keeps searches and webhooks of its own.',
  CURATE: 'Corrects entities: merges them, adds names, undoes corrections.',
  ADMIN: 'Adds sources and takes articles down.',
} as const;

export type ApiScope = keyof typeof apiScopes;

/** True for a word of the list. */
export function isApiScope(word: string): word is ApiScope {
  return Object.hasOwn(apiScopes, word);
}
