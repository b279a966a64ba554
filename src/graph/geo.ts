/** Areas on the globe as filters take them. */
import { Field, Float, InputType } from 'type-graphql';
import { AppError } from '../base/errors.ts';
import type { GeoBox, GeoCircle } from '../store/area.ts';

@InputType({ description: 'A circle on the globe (WGS 84).' })
export class GeoNearInput {
  @Field(() => Float, { description: 'Degrees north of the equator, -90 to 90.' })
  latitude!: number;

  @Field(() => Float, { description: 'Degrees east of Greenwich, -180 to 180.' })
  longitude!: number;

  @Field(() => Float, {
    description: 'Radius in kilometres, more than 0 and at most 20,038, half way round.',
  })
  radiusKm!: number;
}

@InputType({
  description:
    'An area between two parallels and two meridians (WGS 84). It crosses the 180th meridian when west > east.',
})
export class GeoBoxInput {
  @Field(() => Float, { description: 'Western edge in degrees east of Greenwich, -180 to 180.' })
  west!: number;

  @Field(() => Float, { description: 'Southern edge in degrees north of the equator, -90 to 90.' })
  south!: number;

  @Field(() => Float, { description: 'Eastern edge in degrees east of Greenwich, -180 to 180.' })
  east!: number;

  @Field(() => Float, {
    description: 'Northern edge in degrees north of the equator, -90 to 90, not below south.',
  })
  north!: number;
}

/** Half the circumference at the equator. */
const halfWayRoundKm = 20_038;

function inBounds(field: string, value: number, [min, max]: readonly [number, number]): number {
  if (value >= min && value <= max) return value;
  throw new AppError('BAD_INPUT', `${field} must be between ${min} and ${max}, not ${value}.`, {
    data: { field, min, max, given: value },
  });
}

const latitude = (field: string, value: number) => inBounds(field, value, [-90, 90]);
const longitude = (field: string, value: number) => inBounds(field, value, [-180, 180]);

/** @throws AppError BAD_INPUT for coordinates that are none, and a radius of nothing or more than half way round. */
export function circleOf(input: GeoNearInput): GeoCircle {
  const { radiusKm } = input;
  inBounds('near.radiusKm', radiusKm, [0, halfWayRoundKm]);
  if (radiusKm === 0) {
    throw new AppError('BAD_INPUT', 'near.radiusKm must be more than 0.', {
      data: { field: 'near.radiusKm', given: radiusKm },
    });
  }
  return {
    latitude: latitude('near.latitude', input.latitude),
    longitude: longitude('near.longitude', input.longitude),
    radiusKm,
  };
}

/** @throws AppError BAD_INPUT for coordinates that are none, and a northern edge south of the southern one. */
export function boxOf(input: GeoBoxInput): GeoBox {
  const box = {
    west: longitude('bbox.west', input.west),
    south: latitude('bbox.south', input.south),
    east: longitude('bbox.east', input.east),
    north: latitude('bbox.north', input.north),
  };
  if (box.south <= box.north) return box;
  throw new AppError('BAD_INPUT', 'bbox.north must not be south of bbox.south.', {
    data: { field: 'bbox.north', given: input.north, min: input.south },
  });
}
