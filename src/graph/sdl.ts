/** Fields of a schema by where they stand, and words put behind them in its print. */
import {
  type FieldDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';

/** A field and the name of the object type or interface that has it. */
export interface OwnedField<Context> {
  owner: string;
  field: GraphQLField<unknown, Context>;
}

/** Every field of every object type and interface. */
export function fieldsOf<Context>(schema: GraphQLSchema): OwnedField<Context>[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).map((field) => ({ owner: type.name, field }));
  });
}

/** A text and where it goes in the print. */
export interface Insertion {
  at: number;
  text: string;
}

/** What comes behind a node of a printed schema. */
export const behind = ({ loc }: Pick<FieldDefinitionNode, 'loc'>, text: string): Insertion[] =>
  loc && text !== '' ? [{ at: loc.end, text }] : [];

/**
 * The print with what `of` makes of the definition of each field of an object type or interface. Insertions of one field
 * come in the order of their places.
 */
export function inserted(
  sdl: string,
  of: (owner: string, node: FieldDefinitionNode) => readonly Insertion[],
): string {
  const insertions = parse(sdl).definitions.flatMap((definition) => {
    if (definition.kind !== 'ObjectTypeDefinition' && definition.kind !== 'InterfaceTypeDefinition')
      return [];
    return (definition.fields ?? []).flatMap((node) => of(definition.name.value, node));
  });
  return insertions.reduceRight((print, { at, text }) => print.slice(0, at) + text + print.slice(at), sdl);
}
