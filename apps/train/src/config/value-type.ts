import type { z } from "zod";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** The values that a schema takes, in words: `whole number of at least 1`, `adam | adamw | sgd`, `text or null`. */
export function valueType(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.join(" | ");
  const alternatives = schema.anyOf?.map((inner) => valueType(inner as JsonSchema));
  if (alternatives) return alternatives.join(", or ");
  return [schema.type]
    .flat()
    .map((type) => typeName(type, schema))
    .join(" or ");
}

function typeName(type: JsonSchema["type"], schema: JsonSchema): string {
  switch (type) {
    case "integer":
      return `whole number${range(schema)}`;
    case "number":
      return `number${range(schema)}`;
    case "string":
      return "text";
    case "boolean":
      return "true | false";
    case "array":
      return "list of texts";
    case "object":
      return "numbers by name";
    default:
      return String(type);
  }
}

/** JSON Schema bounds every integer by what a double holds exactly; that is no bound to speak of. */
function range(schema: JsonSchema): string {
  const { minimum, maximum = Number.MAX_SAFE_INTEGER, exclusiveMinimum, exclusiveMaximum } = schema;
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  if (exclusiveMaximum !== undefined) return ` of at least ${minimum} and below ${exclusiveMaximum}`;
  if (minimum === undefined) return "";
  return maximum === Number.MAX_SAFE_INTEGER ? ` of at least ${minimum}` : ` from ${minimum} to ${maximum}`;
}
