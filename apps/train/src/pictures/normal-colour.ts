import { type Colour, UNKNOWN } from "./colour.ts";

/**
 * `(n + 1) / 2` of the unit normal in the camera's frame (x right, y down, z forward), as red, green and blue: the
 * encoding of normals in data sets, so that a picture of a prediction can be read as one. A surface that faces the
 * camera is (128, 128, 0), a floor has little green, a ceiling much, and so have walls on the right and left red.
 */
export function normalColour(x: number, y: number, z: number): Colour {
  const length = Math.sqrt(x * x + y * y + z * z);
  if (!(length > 0 && length < Number.POSITIVE_INFINITY)) return UNKNOWN;
  return [channel(x / length), channel(y / length), channel(z / length)];
}

const channel = (component: number) => Math.round(127.5 * component + 127.5);
