import { readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { ConfigError } from "./config-error.ts";
import { checkConfig, parseConfig } from "./parse.ts";
import type { Config } from "./schema.ts";

/** What the command line says of a configuration; the later of these wins. */
export interface ConfigSources {
  /** A YAML or JSON file. */
  readonly file?: string | undefined;
  /** `path.to.field=value`, the value in YAML. */
  readonly set?: readonly string[] | undefined;
  /** Fields of options with a name of their own, by path. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/**
 * The configuration of a run: defaults, then the file, then `--set`, then options.
 *
 * @throws {ConfigError} if the file cannot be read or parsed, or a field is unknown or out of range.
 */
export function loadConfig({ file, set = [], options = {} }: ConfigSources): Config {
  const fields = file === undefined ? {} : readFields(file);
  // Checked after each source, so that a message can name the one at fault.
  parseConfig(fields, file ?? "configuration");
  for (const assignment of set) {
    const [path, value] = splitAssignment(assignment);
    assign(fields, path, value);
    parseConfig(fields, `--set ${assignment}`);
  }
  for (const [path, value] of Object.entries(options))
    if (value !== undefined) assign(fields, path.split("."), value);
  return checkConfig(parseConfig(fields, "options"), file ?? "options");
}

type Fields = Record<string, unknown>;

function readFields(file: string): Fields {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(`${file}: expected a configuration in YAML or JSON; ${reason(error)}`);
  }
  try {
    const fields: unknown = parse(text) ?? {};
    if (typeof fields === "object" && fields !== null && !Array.isArray(fields)) return fields as Fields;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const [position] = error.linePos ?? [];
    const at = position ? ` at line ${position.line}, column ${position.col}` : "";
    throw new ConfigError(`${file}: expected YAML or JSON; got a syntax error${at}: ${error.code}`);
  }
  throw new ConfigError(
    `${file}: expected fields such as train: { epochs: 3 }; got ${text.trim().split("\n", 1)[0]}`,
  );
}

const reason = (error: unknown): string =>
  (error as NodeJS.ErrnoException).code === "ENOENT"
    ? "there is no such file"
    : String((error as Error).message);

function splitAssignment(assignment: string): [path: string[], value: unknown] {
  const at = assignment.indexOf("=");
  const path = assignment.slice(0, at).split(".");
  if (at < 1 || path.some((name) => name === ""))
    throw new ConfigError(`--set ${assignment}: expected path=value, for example --set train.epochs=3`);
  try {
    return [path, parse(assignment.slice(at + 1))];
  } catch {
    throw new ConfigError(`--set ${assignment}: expected a value in YAML after the first "="`);
  }
}

function assign(fields: Fields, path: readonly string[], value: unknown): void {
  let place = fields;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(place, name) ? place[name] : undefined;
    const next = typeof inner === "object" && inner !== null ? (inner as Fields) : {};
    // defineProperty, as plain assignment would follow a field named __proto__.
    Object.defineProperty(place, name, { value: next, enumerable: true, configurable: true, writable: true });
    place = next;
  }
  Object.defineProperty(place, path.at(-1)!, { value, enumerable: true, configurable: true, writable: true });
}
