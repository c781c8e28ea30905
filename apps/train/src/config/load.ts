import { dirname, resolve } from "node:path";
import { type Assignment, assign, assignmentsOf, type Fields } from "./assignment.ts";
import { checkConfig } from "./check.ts";
import { parseConfig } from "./parse.ts";
import { type Preset, presetNamed } from "./presets.ts";
import { readFields, splitAssignment } from "./read-fields.ts";
import type { Config } from "./schema.ts";

/** What the command line says of a configuration; the later of these wins. */
export interface ConfigOptions {
  /** The name of a preset; a file or `set` can name one too. */
  readonly preset?: string | undefined;
  /** A YAML or JSON file. */
  readonly config?: string | undefined;
  /** `path.to.field=value`, the value in YAML. */
  readonly set?: readonly string[] | undefined;
  readonly data?: string | undefined;
  readonly seed?: number | undefined;
  readonly balancer?: string | undefined;
  readonly onNan?: string | undefined;
  readonly skipBroken?: boolean | undefined;
}

/** The fields of options that have a name of their own. */
const OPTIONS = {
  preset: "preset",
  data: "data.dir",
  seed: "train.seed",
  balancer: "balancer.name",
  onNan: "train.onNan",
  skipBroken: "data.skipBroken",
} as const;

/** A configuration, and how it came about. */
export interface Resolved {
  readonly config: Config;
  readonly preset: Preset | null;
  /** Who gave which values, the later over the earlier; all other fields have their defaults. */
  readonly given: readonly Assignment[];
}

/**
 * The configuration of a run: defaults, then the preset, the file, `--set`, and options.
 *
 * @param folder that relative paths on the command line are taken from; those in a file are from the file's own
 * @throws {ConfigError} if the file cannot be read or parsed, a field is unknown or out of range, or fields that depend
 *   on each other do not fit.
 */
export function loadConfig(asked: ConfigOptions, folder = process.cwd()): Config {
  const resolved = resolveConfig(asked, folder);
  checkConfig(resolved);
  return resolved.config;
}

/** The same, with the origin of every value, and without a look at fields that depend on each other. */
export function resolveConfig(asked: ConfigOptions, folder = process.cwd()): Resolved {
  return resolveAssignments(assignmentsAsked(asked, folder));
}

/** What the command line says, in order. */
export const assignmentsAsked = (asked: ConfigOptions, folder: string): Assignment[] => [
  ...fromFile(asked, folder),
  ...fromSet(asked, folder),
  ...fromOptions(asked, folder),
];

/** The configuration that assignments make, the later over the earlier; one of a preset counts before all others. */
export function resolveAssignments(typed: readonly Assignment[]): Resolved {
  const named = typed.findLast(namesPreset);
  const preset = named ? presetNamed(named.value, named.source) : null;
  const given = [...fromPreset(preset), ...typed.filter((assignment) => !namesPreset(assignment))];
  const fields: Fields = {};
  let config = parseConfig(fields, "defaults");
  for (const assignment of given) {
    assign(fields, assignment);
    // Checked after each, so that a message can name the one at fault.
    config = parseConfig(fields, assignment.source);
  }
  return { config, preset, given };
}

const namesPreset = ({ path }: Assignment): boolean => path.length === 1 && path[0] === "preset";

const fromPreset = (preset: Preset | null): Assignment[] =>
  preset ? assignmentsOf(preset.fields, [], { source: `preset ${preset.name}`, folder: "." }) : [];

function fromFile({ config }: ConfigOptions, folder: string): Assignment[] {
  if (config === undefined) return [];
  const file = resolve(folder, config);
  return assignmentsOf(readFields(file), [], { source: file, folder: dirname(file) });
}

const fromSet = ({ set = [] }: ConfigOptions, folder: string): Assignment[] =>
  set.flatMap((text) => {
    const [path, value] = splitAssignment(text);
    return assignmentsOf(value, path, { source: `--set ${text}`, folder });
  });

const fromOptions = (asked: ConfigOptions, folder: string): Assignment[] =>
  Object.entries(OPTIONS).flatMap(([option, path]) => {
    const value = asked[option as keyof typeof OPTIONS];
    if (value === undefined) return [];
    const typed = value === true ? "" : ` ${value}`;
    return assignmentsOf(value, path.split("."), { source: `--${kebabCase(option)}${typed}`, folder });
  });

/** `onNan` is typed `--on-nan`. */
const kebabCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
