/** The Node interface: everything with an id. */
import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({
  description:
    'Anything with a stable, opaque, globally unique id. Do not parse ids; merged ids keep resolving to the survivor.',
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque id, stable for ever.' })
  id!: string;
}
