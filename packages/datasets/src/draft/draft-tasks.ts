import { basename } from "node:path";
import type { DataFolder } from "../folder/data-folder.ts";
import { counted, type DraftedFields } from "./guess.ts";
import type { NamedKind, SeenKind } from "./look-at-kind.ts";
import { differingSize } from "./picture-sizes.ts";

export interface DraftedTasks {
  readonly tasks: Readonly<Record<string, DraftedFields>>;
  /** Whether there are labels without a picture. */
  readonly haveExtra: boolean;
  readonly lines: readonly string[];
}

/** The tasks that pictures have labels for: of each kind of files that are called like them and are of their size. */
export async function draftTasks(
  data: DataFolder,
  input: SeenKind,
  others: readonly SeenKind[],
): Promise<DraftedTasks> {
  const tasks: Record<string, DraftedFields> = {};
  const lines: string[] = [];
  let haveExtra = false;
  const pictures = input.kind.files;
  for (const one of others) {
    const { kind, guess, sizes, notes } = one;
    const about = (text: string) => lines.push(`${labelOf(kind)}: ${text}`);
    if (guess.as === "nothing") {
      about(`${guess.why}; passed over`);
      continue;
    }
    const missing = [...pictures.keys()].filter((key) => !kind.files.has(key)).length;
    if (missing === pictures.size) {
      const names = `${firstOf(kind)}, where a picture is ${firstOf(input.kind)}`;
      about(`no file has the name of a picture (${names}): passed over; name them alike`);
      continue;
    }
    const differing = await differingSize(data, input, sizes);
    if (differing !== null) {
      about(`${differing}: passed over; export pictures and maps at one size`);
      continue;
    }
    const { fields, why } =
      guess.as === "task"
        ? guess
        : {
            fields: { kind: "rgb", ...pictureFields(one) },
            why: `${guess.why}, a second kind of pictures: rgb, to be predicted`,
          };
    about(missing > 0 ? `${why}; ${counted(missing, "picture")} without one: optional` : why);
    const extra = [...kind.files].filter(([key]) => !pictures.has(key)).map(([, path]) => path);
    if (extra.length > 0)
      about(
        `${counted(extra.length, "file")} without a picture, such as ${extra[0]}: left out, by lists of images`,
      );
    for (const note of notes) about(note);
    tasks[nameOf(kind, fields, tasks)] = {
      ...fields,
      ...filesOf(kind),
      ...(missing > 0 && { optional: true }),
    };
    haveExtra ||= extra.length > 0;
  }
  return { tasks, haveExtra, lines };
}

/** What a kind is called in what is said of it. */
export const labelOf = ({ folder, format, key }: NamedKind): string =>
  [folder, format, ...(key === undefined ? [] : [key])].join(", ");

/** Where the files of a kind are, as a manifest says it. */
export const filesOf = ({ folder, format, key }: NamedKind) => ({
  ...{ folder, format },
  ...(key !== undefined && { key }),
});

/** What a manifest has to say of arrays that are pictures. */
export const pictureFields = ({ kind: { format }, facts }: SeenKind) => ({
  ...(format.startsWith("np") && facts?.layout === "CHW" && { layout: "CHW" }),
  ...(facts?.bits === 0 && facts.high > 1 && { scale: "1/255" }),
});

const firstOf = ({ files }: NamedKind): string => [...files.values()][0]!;

/** The name of the folder or the array, as far as a task can be called so. */
function nameOf({ key, folder }: NamedKind, { kind }: DraftedFields, taken: object): string {
  const own = (key ?? basename(folder)).replace(/[^\w-]+/g, "_");
  const name = /^[A-Za-z]/.test(own) ? own : kind;
  let free = name;
  for (let i = 2; free in taken; i++) free = `${name}-${i}`;
  return free;
}
