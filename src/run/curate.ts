/** Curation as a person asks for it: names as printed, folded here for the store. */
import { foldName } from '../enrich/names.ts';
import type { Editor } from '../store/curationActions.ts';
import { type AliasOutcome, addAlias, removeAlias } from '../store/curationAliases.ts';
import { type SplitOutcome, splitEntity } from '../store/curationSplit.ts';
import type { Database } from '../store/db.ts';

/** A name of an entity (public id); `language` null means in all languages. */
export interface NameOf {
  entity: string;
  name: string;
  language: string | null;
}

/** Gives an entity a name. Errors as store/curationAliases.ts `addAlias`. */
export function giveName(database: Database, asked: NameOf, editor: Editor): Promise<AliasOutcome> {
  return addAlias(database, folded(asked), editor);
}

/** Takes a name from an entity for good. */
export function takeName(database: Database, asked: NameOf, editor: Editor): Promise<AliasOutcome> {
  return removeAlias(database, folded(asked), editor);
}

const folded = ({ entity, name, language }: NameOf) => {
  const trimmed = name.trim();
  return { entity, name: trimmed, folded: foldName(trimmed), language };
};

export interface SplitAsked {
  entity: string;
  articles: readonly string[] | null;
  forms: readonly string[] | null;
  since: Date | null;
  /** An entity that is there (public id), or the name of a new one. */
  into: { id: string } | { name: string };
  reason: string | null;
  dryRun: boolean;
}

/** Splits an entity. Errors as store/curationSplit.ts `splitEntity`. */
export function splitOff(database: Database, asked: SplitAsked, editor: Editor): Promise<SplitOutcome> {
  const { entity, articles, forms, since, into, reason, dryRun } = asked;
  const spelt = forms && { printed: forms, folded: forms.map(foldName) };
  const target = 'id' in into ? into : { name: into.name.trim(), slug: slugOf(into.name) };
  const choice = { articles, forms: spelt, since };
  return splitEntity(database, { entity, choice, into: target, reason, dryRun }, editor);
}

/** As enrich/resolve.ts makes keys of names, so that later articles find the new entity by itself. */
const slugOf = (name: string): string => foldName(name).replace(/[^\p{L}\p{N}.]+/gu, '-');
