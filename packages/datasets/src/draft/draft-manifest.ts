import { basename, join, resolve } from "node:path";
import { DataError } from "../data-error.ts";
import { DataFolder } from "../folder/data-folder.ts";
import { namesInNpz } from "../npy/decode-npz.ts";
import type { Size } from "../sample.ts";
import { classNames } from "./class-names.ts";
import { draftSplits } from "./draft-splits.ts";
import { draftTasks, filesOf, labelOf, pictureFields } from "./draft-tasks.ts";
import type { DraftedFields } from "./guess.ts";
import { type Kind, layoutOf } from "./layout.ts";
import { lookAtKind, type NamedKind, type SeenKind } from "./look-at-kind.ts";
import { hintOf } from "./name-hints.ts";
import { commonSize } from "./picture-sizes.ts";
import { scanFolder } from "./scan-folder.ts";

/** A first manifest of a folder. */
export interface Draft {
  /** What `dataset.json` is to say; nothing where there are no pictures, or nothing to learn from them. */
  readonly manifest: DraftedManifest | null;
  /** Files of names of images, by file, that the manifest refers to. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** What was found, what it is taken for and why, a line each; and what is to be done about the rest. */
  readonly lines: readonly string[];
}

export interface DraftedManifest {
  readonly name: string;
  readonly size?: Size;
  readonly resize?: Size;
  readonly splits: Readonly<Record<string, unknown>>;
  readonly input: Readonly<Record<string, unknown>>;
  readonly tasks: Readonly<Record<string, DraftedFields>>;
}

/**
 * Looks at a folder of pictures and maps, and drafts the manifest that describes it.
 *
 * @throws {DataError} if the folder cannot be read, holds no pictures or maps, or lies so that no manifest can say it.
 */
export async function draftManifest(dir: string): Promise<Draft> {
  const data = await DataFolder.open(dir);
  const { columns, others } = await scanFolder(data);
  if (columns.length === 0)
    throw new DataError(dir, {
      expected: "a folder with pictures and maps (jpg, png, webp, npy, npz)",
      got: others.length === 0 ? "an empty folder" : `others alone, such as ${others[0]}`,
      cure: "name the folder that they are in",
    });
  const layout = layoutOf(dir, columns);
  const classes = await classNames(data, others);
  const seen: SeenKind[] = [];
  for (const kind of await named(data, layout.kinds))
    seen.push(await lookAtKind(data, kind, classes?.names ?? []));
  const none = (lines: readonly string[]): Draft => ({ manifest: null, lists: new Map(), lines });

  const [input, second] = seen
    .filter(({ guess }) => guess.as === "picture")
    .sort((a, b) => likeness(b) - likeness(a));
  if (input === undefined) {
    const whys = seen.map(({ kind, guess }) => `${labelOf(kind)}: ${guess.why}`);
    return none([...whys, "no pictures were found: images are needed to learn from"]);
  }
  const chosen = second === undefined ? "" : ", by name and format";
  const found = await draftTasks(
    data,
    input,
    seen.filter((one) => one !== input),
  );
  const lines = [
    `${labelOf(input.kind)}: ${input.guess.why}, ${input.kind.files.size} of them: the input${chosen}`,
    ...found.lines,
    ...(classes ? [`${classes.file}: names of ${classes.names.length} classes`] : []),
  ];
  if (Object.keys(found.tasks).length === 0)
    return none([...lines, "no labels were found that could be learnt"]);
  const { splits, lists, ...about } = await draftSplits(data, layout, input.kind, others, found.haveExtra);
  const size = commonSize([...input.sizes.values()]);
  return {
    manifest: {
      name: basename(resolve(dir)) || "data",
      ...size.fields,
      splits,
      input: { ...filesOf(input.kind), ...pictureFields(input) },
      tasks: found.tasks,
    },
    lists,
    lines: [...lines, ...about.lines, size.line],
  };
}

/** Kinds with what their names say; every array of npz files is one. */
async function named(data: DataFolder, kinds: readonly Kind[]): Promise<NamedKind[]> {
  const all: NamedKind[] = [];
  for (const kind of kinds) {
    const [path] = kind.files.values();
    const file = join(data.path, path!);
    const keys = kind.format === "npz" ? await namesInNpz(file, await data.read(file)) : [];
    const hint = hintOf(basename(kind.folder)) ?? hintOf(kind.folder);
    if (keys.length > 1) all.push(...keys.map((key) => ({ ...kind, key, hint: hintOf(key) ?? hint })));
    else all.push({ ...kind, key: undefined, hint });
  }
  return all;
}

/** How like the input of a network pictures are. */
const likeness = ({ kind: { hint, format, files } }: SeenKind): number =>
  (hint === "image" ? 4 : hint === "rgb" ? -4 : 0) +
  (format === "jpg" || format === "webp" ? 2 : 0) +
  files.size / 1e9;
