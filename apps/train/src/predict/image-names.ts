import { basename, parse } from "node:path";

/** A name for what is predicted for each image: that of its file, with the extension where two would have one name. */
export function imageNames(paths: readonly string[]): string[] {
  const stems = paths.map((path) => parse(path).name);
  return new Set(stems).size === stems.length ? stems : paths.map((path) => basename(path));
}
