import type { DataFolder } from "../folder/data-folder.ts";
import { existingLists } from "./existing-lists.ts";
import { counted } from "./guess.ts";
import { type Kind, type Layout, partOf, stemOf } from "./layout.ts";
import { splitNamed } from "./name-hints.ts";

/** What a manifest says of a split. */
type DraftedSplit =
  | string
  | { readonly list: string; readonly folder?: string }
  | { readonly share: number; readonly folder?: string };

export interface DraftedSplits {
  readonly splits: Readonly<Record<string, DraftedSplit>>;
  /** Files to write: names of images, by file. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly lines: readonly string[];
}

/** Of ten images, or folders of them, one is for validation where nobody says which. */
const tenth = 10;

/**
 * How the pictures are shared out to splits.
 *
 * @param needsLists whether there are labels without a picture, which a list leaves out and a folder does not
 */
export async function draftSplits(
  data: DataFolder,
  { parts }: Layout,
  input: Kind,
  others: readonly string[],
  needsLists: boolean,
): Promise<DraftedSplits> {
  const keys = [...input.files.keys()].sort();
  const groups = parts === null ? bySplitInName(keys) : byPart(keys, parts);
  if (groups === null) {
    const found = await existingLists(data, others, input);
    if (found !== null) return { splits: found.splits, lists: new Map(), lines: found.lines };
  }
  const isNested = keys.some((key) => stemOf(key).includes("/"));
  const lines: string[] = [];
  const splits: Record<string, DraftedSplit> = {};
  const lists = new Map<string, readonly string[]>();
  const known = groups ?? new Map([["train", keys]]);
  const hasVal = known.has("val") || !known.has("train");
  for (const [split, own] of known) {
    const part = partOf(own[0]!);
    const within = part === "." ? {} : { folder: part };
    const stems = own.map(stemOf);
    const list = (name: string, listed: readonly string[]) => {
      const file = free(`${name}.txt`, others);
      lists.set(file, listed);
      splits[name] = { list: file, ...within };
      return file;
    };
    const isListed = isNested || needsLists || (groups !== null && parts === null);
    if (split !== "train" || hasVal) {
      const place = part === "." ? `in folders named ${split}` : `in ${part}`;
      if (!isListed) splits[split] = part;
      const named = isListed ? `, listed in ${list(split, stems)}` : "";
      lines.push(`${split}: ${counted(stems.length, "image")} ${place}${named}`);
    } else if (isListed) {
      const [train, val] = draw(stems);
      list("train", train);
      const whole = isNested ? "folder" : "image";
      lines.push(
        `train, val: nothing says which images are for validation; one ${whole} in ten is, listed in ${list("val", val)}`,
      );
    } else {
      Object.assign(splits, { train: { share: 0.9, ...within }, val: { share: 0.1, ...within } });
      lines.push(
        `train, val: nothing says which images are for validation; a tenth of the ${stems.length} is drawn, by splitSeed`,
      );
    }
  }
  if (!known.has("train"))
    lines.push('train: there is no such split; name the one to train on "train" under splits');
  return { splits, lists, lines };
}

/** Images in folders of splits, below those of their kind. */
function bySplitInName(keys: readonly string[]): Map<string, string[]> | null {
  const groups = new Map<string, string[]>();
  for (const key of keys) {
    const split = stemOf(key)
      .split("/")
      .slice(0, -1)
      .map(splitNamed)
      .find((name) => name !== undefined);
    if (split !== undefined) groups.set(split, [...(groups.get(split) ?? []), key]);
  }
  return groups.size > 0 ? groups : null;
}

function byPart(keys: readonly string[], parts: ReadonlyMap<string, string>): Map<string, string[]> {
  const groups = [...parts].map(
    ([split, part]) => [split, keys.filter((key) => partOf(key) === part)] as const,
  );
  return new Map(groups.filter(([, own]) => own.length > 0).map(([split, own]) => [split, [...own]]));
}

/** One in ten for validation: of folders if there are several, so that none has images in both. */
function draw(stems: readonly string[]): [train: string[], val: string[]] {
  const folderOf = (stem: string) => stem.slice(0, Math.max(0, stem.lastIndexOf("/")));
  const folders = [...new Set(stems.map(folderOf))].sort();
  const chosen = (i: number, count: number) => i % tenth === Math.min(tenth, count) - 1;
  const isVal =
    folders.length > 1
      ? (stem: string) => chosen(folders.indexOf(folderOf(stem)), folders.length)
      : (stem: string) => chosen(stems.indexOf(stem), stems.length);
  const val = new Set(stems.filter(isVal));
  return [stems.filter((stem) => !val.has(stem)), [...val]];
}

/** A name that no file has. */
function free(name: string, others: readonly string[]): string {
  let candidate = name;
  for (let i = 2; others.includes(candidate); i++) candidate = name.replace(/\.txt$/, `-${i}.txt`);
  return candidate;
}
