import type { z } from "zod";
import { ConfigError } from "./config-error.ts";
import { namesAt } from "./fields.ts";
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

function describe(issue: z.core.$ZodIssue, fields: unknown): string {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const known = [...(namesAt(issue.path) ?? []), ...(path ? [] : ["preset"])];
    const unknown = issue.keys[0]!;
    const name = path ? `${path}.${unknown}` : unknown;
    const near = didYouMean(unknown, known, path ? `${path}.` : "");
    return `expected a known field; got ${name}.${near || ` Known here: ${known.join(", ")}`}`;
  }
  return describeValue(issue, fields);
}

/** What is wrong with the value of a field that is known. */
export function describeValue(issue: z.core.$ZodIssue, fields: unknown): string {
  const path = issue.path.join(".");
  const got = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown>)?.[key],
    fields,
  );
  const known = issue.code === "invalid_value" ? issue.values.map(String) : [];
  const near = typeof got === "string" && didYouMean(got, known);
  const said = `expected ${expectation(issue)} for ${path || "the whole configuration"}; got ${JSON.stringify(got)}`;
  return near ? `${said}.${near}` : said;
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
      return `a value ${issue.inclusive ? "of at most" : "below"} ${issue.maximum}`;
    default:
      return issue.message;
  }
}
