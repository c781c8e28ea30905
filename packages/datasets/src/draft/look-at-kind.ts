import { DataError } from "../data-error.ts";
import type { DataFolder } from "../folder/data-folder.ts";
import type { Size } from "../sample.ts";
import { type Facts, FactsMeter } from "./facts.ts";
import { counted, type Guess, nothing } from "./guess.ts";
import { guessKind } from "./guess-kind.ts";
import type { Kind } from "./layout.ts";
import type { Hint } from "./name-hints.ts";
import { probeFile } from "./probe-file.ts";

/** A kind of files, or an array of each of them, and what its name says. */
export interface NamedKind extends Kind {
  /** Of an array of an npz file that holds several. */
  readonly key: string | undefined;
  readonly hint: Hint | undefined;
}

/** What some files of a kind turned out to be. */
export interface SeenKind {
  readonly kind: NamedKind;
  readonly guess: Guess;
  /** Nothing where no file can be read. */
  readonly facts: Facts | null;
  /** By key, of the files that were looked at. */
  readonly sizes: ReadonlyMap<string, Size>;
  /** What else there is to say. */
  readonly notes: readonly string[];
}

/** Files that tell what their kind is. */
export const few = 24;

/** Files in which the values of labels are counted. */
const many = 2000;

/** Looks at some files of a kind; at many of them where classes are to be counted. */
export async function lookAtKind(
  data: DataFolder,
  kind: NamedKind,
  names: readonly string[],
): Promise<SeenKind> {
  const broken: string[] = [];
  const sizes = new Map<string, Size>();
  const look = async (most: number): Promise<Facts | null> => {
    const meter = new FactsMeter();
    broken.length = 0;
    for (const key of spread([...kind.files.keys()], most)) {
      const path = kind.files.get(key)!;
      try {
        const probe = await probeFile(data, path, kind.format, kind.key);
        sizes.set(key, { width: probe.width, height: probe.height });
        meter.add(path, probe);
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
        broken.push(path);
      }
    }
    return sizes.size === 0 ? null : meter.result();
  };
  const first = await look(few);
  const guess = (facts: Facts | null) =>
    facts === null ? nothing("no file can be read") : guessKind(facts, kind.format, kind.hint, names);
  const isCounted = (one: Guess) =>
    one.as === "task" && (one.fields.kind === "classes" || one.fields.kind === "mask");
  const facts = isCounted(guess(first)) && kind.files.size > few ? await look(many) : first;
  return { kind, guess: guess(facts), facts, sizes, notes: notesOf(facts, broken) };
}

function notesOf(facts: Facts | null, broken: readonly string[]): string[] {
  const others = facts?.others ?? [];
  return [
    ...(others.length > 0
      ? [
          `stored otherwise: ${counted(others.length, "file")} looked at, such as ${others[0]}: export them alike`,
        ]
      : []),
    ...(broken.length > 0
      ? [
          `not to be read: ${counted(broken.length, "file")} looked at, such as ${broken[0]}: data check lists all of them`,
        ]
      : []),
  ];
}

/** At most so many of some things, at even distances. */
export function spread<T>(things: readonly T[], most: number): T[] {
  const count = Math.min(most, things.length);
  return Array.from({ length: count }, (_, i) => things[Math.floor((i * things.length) / count)]!);
}
