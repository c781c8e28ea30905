import { UsageError } from "../usage-error.ts";

/**
 * Those of `all` whose names an option lists, separated by commas, in the order of `all`; all without the option.
 *
 * @throws {UsageError} if there is none of a name
 */
export function chosen<T extends { readonly name: string }>(
  option: string,
  all: readonly T[],
  list: string | undefined,
): T[] {
  if (list === undefined) return [...all];
  const names = list.split(",").map((name) => name.trim());
  const known = all.map(({ name }) => name);
  for (const name of names)
    if (!known.includes(name))
      throw new UsageError(`bench peers: expected --${option} of ${known.join(", ")}; got ${name}`);
  return all.filter(({ name }) => names.includes(name));
}
