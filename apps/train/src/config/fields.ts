import { z } from "zod";
import type { Only } from "./meta.ts";
import { configSchema } from "./schema.ts";
import { valueType } from "./value-type.ts";

/** A section of the configuration, or a part of one. */
export interface Section {
  /** `balancer.beta` */
  readonly path: string;
  readonly description: string;
  readonly fields: readonly Field[];
}

/** What there is to know about a field of the configuration; all of it comes from the schema. */
export interface Field {
  /** `train.epochs` */
  readonly path: string;
  /** The values that it takes, in words. */
  readonly type: string;
  readonly default: unknown;
  readonly description: string;
  readonly unit: string | null;
  readonly isPath: boolean;
  /** Under which values of other fields it has an effect; empty: always. */
  readonly only: Only;
}

/** The sections in the schema's order, each with the fields right below it. */
export const SECTIONS: readonly Section[] = sectionsOf(configSchema, []);

/** Every field by its path. */
export const FIELDS: ReadonlyMap<string, Field> = new Map(
  SECTIONS.flatMap(({ fields }) => fields.map((field) => [field.path, field])),
);

/** The names that the schema knows right below a path; `null` where it is not one of a section. */
export function namesAt(path: readonly PropertyKey[]): string[] | null {
  let schema = objectOf(configSchema);
  for (const key of path) schema = objectOf(schema?.shape[String(key)]);
  return schema && Object.keys(schema.shape);
}

function sectionsOf(schema: z.ZodObject, path: readonly string[]): Section[] {
  const entries = Object.entries(schema.shape).map(([name, inner]) => ({
    path: [...path, name],
    inner: inner as z.ZodType,
  }));
  const fields = entries
    .filter(({ inner }) => !objectOf(inner))
    .map(({ path, inner }) => fieldOf(inner, path));
  const inner = entries.flatMap(({ path, inner }) => {
    const section = objectOf(inner);
    return section ? sectionsOf(section, path) : [];
  });
  if (fields.length === 0) return inner;
  return [{ path: path.join("."), description: schema.meta()?.description ?? "", fields }, ...inner];
}

function fieldOf(schema: z.ZodType, path: readonly string[]): Field {
  const { description = "", unit = null, isPath = false, only = {} } = schema.meta() ?? {};
  const type = valueType(z.toJSONSchema(schema, { io: "input" }));
  return { path: path.join("."), type, default: schema.parse(undefined), description, unit, isPath, only };
}

/** The object schema inside defaults. */
function objectOf(schema: unknown): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodPrefault) return objectOf(schema.unwrap());
  return null;
}
