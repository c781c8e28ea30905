import { readFileSync } from "node:fs";
import { parse, YAMLParseError } from "yaml";
import { type Fields, isFields } from "./assignment.ts";
import { ConfigError } from "./config-error.ts";

/** The fields that a YAML or JSON file holds. @throws {ConfigError} if it cannot be read or parsed. */
export function readFields(file: string): Fields {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new ConfigError(`${file}: expected a configuration in YAML or JSON; ${reason(error)}`);
  }
  try {
    const fields: unknown = parse(text) ?? {};
    if (isFields(fields)) return fields;
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

/** The path and the value of `path.to.field=value`, the value in YAML. @throws {ConfigError} if it is none. */
export function splitAssignment(text: string): [path: string[], value: unknown] {
  const at = text.indexOf("=");
  const path = text.slice(0, at).split(".");
  if (at < 1 || path.some((name) => name === ""))
    throw new ConfigError(`--set ${text}: expected path=value, for example --set train.epochs=3`);
  try {
    return [path, parse(text.slice(at + 1))];
  } catch {
    throw new ConfigError(`--set ${text}: expected a value in YAML after the first "="`);
  }
}
