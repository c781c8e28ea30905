import { z } from "zod";
import { ConfigError } from "./config-error.ts";
import { didYouMean } from "./nearest.ts";
import { type Config, configSchema } from "./schema.ts";

/**
 * A complete configuration from one in which fields may be missing.
 *
 * @param source names where the fields came from, for messages
 * @throws {ConfigError} naming the first field that is unknown or out of range.
 */
export function parseConfig(fields: unknown, source: string): Config {
  const parsed = configSchema.safeParse(fields);
  if (!parsed.success) throw new ConfigError(`${source}: ${describe(parsed.error.issues[0]!, fields)}`);
  return parsed.data;
}

/** The configuration itself. @throws {ConfigError} if fields that depend on each other do not fit. */
export function checkConfig(config: Config, source: string): Config {
  if (config.balancer.name === "fixed" && !config.balancer.weights)
    throw new ConfigError(
      `${source}: expected balancer.weights for the balancer fixed; got none. ` +
        "Give one per task, for example --set balancer.weights.depth=2",
    );
  const { dir, format } = config.data;
  if (dir === null && format !== "auto" && format !== "rooms")
    throw new ConfigError(
      `${source}: expected data.dir for the format ${format}; got none. Name the folder, for example with --data`,
    );
  if (dir !== null && format === "rooms")
    throw new ConfigError(
      `${source}: expected no data.dir for the format rooms, which needs no files; got ${JSON.stringify(dir)}`,
    );
  return config;
}

function describe(issue: z.core.$ZodIssue, fields: unknown): string {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = knownFields(issue.path);
    const unknown = issue.keys[0]!;
    const name = path ? `${path}.${unknown}` : unknown;
    const near = didYouMean(unknown, known);
    return `expected a known field; got ${name}.${near || ` Known here: ${known.join(", ")}`}`;
  }
  const got = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
    fields,
  );
  return `expected ${expectation(issue)} for ${path || "the whole configuration"}; got ${JSON.stringify(got)}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return `a value of type ${issue.expected}`;
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    case "too_small":
      return `a value ${issue.inclusive ? "of at least" : "above"} ${issue.minimum}`;
    case "too_big":
      return `a value of at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}

/** The names of the fields that the schema knows at a path. */
function knownFields(path: readonly PropertyKey[]): string[] {
  let schema: unknown = configSchema;
  for (const key of path) schema = objectOf(schema)?.shape[String(key)];
  return Object.keys(objectOf(schema)?.shape ?? {});
}

/** The object schema inside defaults. */
function objectOf(schema: unknown): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return objectOf(schema.unwrap());
  return null;
}
