import { DataError } from "../data-error.ts";
import type { FileFormat } from "../folder/formats.ts";
import { hintOf, splitNamed } from "./name-hints.ts";
import type { Column } from "./scan-folder.ts";

/** Files that belong together: pictures, or the maps of one task. */
export interface Kind {
  /** As a manifest names it: in a split's folder, or in the data folder where there is none. */
  readonly folder: string;
  readonly format: FileFormat;
  /** {@link keyOf} to path from the data folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** How splits and kinds of files lie in folders. */
export interface Layout {
  /** Folders of splits, by split, if all kinds lie in those; else in the data folder itself, `.`. */
  readonly parts: ReadonlyMap<string, string> | null;
  readonly kinds: readonly Kind[];
}

/** An image: the folder of its split, and its name in the folder of its kind, which may have folders before it. */
const keyOf = (part: string, stem: string): string => `${part}:${stem}`;

export const stemOf = (key: string): string => key.slice(key.indexOf(":") + 1);

export const partOf = (key: string): string => key.slice(0, key.indexOf(":"));

/**
 * Which folder stands for what: `train/image`, `image/train`, or `image` alone.
 *
 * @throws {DataError} if a manifest cannot say it: scenes that hold all kinds each.
 */
export function layoutOf(dir: string, columns: readonly Column[]): Layout {
  const placed = columns.map((column) => {
    const parts = column.folder === "" ? [] : column.folder.split("/");
    return { column, parts, at: parts.findIndex((part) => splitNamed(part) !== undefined) };
  });
  const inSplits = placed.filter(({ at }) => at >= 0);
  const before = new Set(inSplits.map(({ parts, at }) => parts.slice(0, at).join("/")));
  if (inSplits.length === 0 || before.size > 1) {
    const kinds = kindsOf(
      dir,
      placed.map(({ column, parts, at }) => ({ column, part: ".", kind: at > 0 ? at : undefined, parts })),
    );
    return { parts: null, kinds };
  }
  const parts = new Map<string, string>();
  for (const { parts: path, at } of inSplits)
    parts.set(splitNamed(path[at]!)!, path.slice(0, at + 1).join("/"));
  const kinds = kindsOf(
    dir,
    inSplits.map(({ column, parts: path, at }) => ({
      column,
      part: path.slice(0, at + 1).join("/"),
      kind: undefined,
      parts: path.slice(at + 1),
    })),
  );
  return { parts, kinds };
}

interface Placed {
  readonly column: Column;
  readonly part: string;
  /** How many of the parts name the kind, if that is known. */
  readonly kind: number | undefined;
  readonly parts: readonly string[];
}

function kindsOf(dir: string, placed: readonly Placed[]): Kind[] {
  expectKindsFirst(dir, placed);
  const shared = sharedParts(placed.map(({ parts }) => parts));
  const headOf = ({ parts, kind }: Placed) => parts.slice(0, kind ?? shared + 1).join("/");
  const tails = new Map<string, Set<string>>();
  for (const one of placed) {
    const tail = one.parts.slice(one.kind ?? shared + 1).join("/");
    tails.set(headOf(one), (tails.get(headOf(one)) ?? new Set()).add(tail));
  }
  // A folder that all have below their own names nothing.
  const isFlat = [...tails.values()].every((of) => of.size === 1);
  const kinds = new Map<string, Kind & { readonly files: Map<string, string> }>();
  for (const one of placed) {
    const { column, part, parts } = one;
    const head = isFlat && one.kind === undefined ? parts.join("/") : headOf(one);
    const tail = parts.join("/").slice(head.length).replace(/^\//, "");
    const folder = head === "" ? "." : head;
    const name = `${folder}:${column.format}`;
    const kind = kinds.get(name) ?? { folder, format: column.format, files: new Map<string, string>() };
    for (const [stem, path] of column.files)
      kind.files.set(keyOf(part, tail === "" ? stem : `${tail}/${stem}`), path);
    kinds.set(name, kind);
  }
  return [...kinds.values()];
}

/** How many parts all paths have in common, at their beginning and before their last. */
function sharedParts(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  const differ = first.findIndex((part, i) => paths.some((path) => path[i] !== part));
  const common = differ < 0 ? first.length : differ;
  return Math.max(0, Math.min(common, Math.min(...paths.map(({ length }) => length)) - 1));
}

/** Refuses folders of scenes in which the kinds are: a manifest names the kind before what is in it. */
function expectKindsFirst(dir: string, placed: readonly Placed[]): void {
  const deep = placed.filter(({ parts, kind }) => kind === undefined && parts.length > 1);
  const firsts = new Set(deep.map(({ parts }) => parts[0]!));
  const lasts = new Set(deep.map(({ parts }) => parts.at(-1)!));
  const hinted = (names: ReadonlySet<string>) =>
    [...names].filter((name) => hintOf(name) !== undefined).length / names.size;
  if (firsts.size < 2 || lasts.size < 2 || !(hinted(lasts) > hinted(firsts))) return;
  const [example] = deep;
  const path = example!.column.folder;
  const [scene, ...rest] = example!.parts;
  throw new DataError(dir, {
    expected: "folders of one kind of files each, such as image and depth, with scenes in them",
    got: `${firsts.size} folders with all kinds in each, such as ${path}`,
    cure: `move the files so that the kind comes first, such as ${rest.at(-1)}/${scene}`,
  });
}
