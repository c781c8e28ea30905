import { join } from "node:path";
import type { z } from "zod";
import { DataError } from "../data-error.ts";
import type { DataFolder } from "./data-folder.ts";
import { type Manifest, manifestSchema } from "./manifest.ts";
import { nearestName } from "./nearest-name.ts";
import { parseJson } from "./parse-json.ts";

/**
 * Reads and checks `dataset.json`.
 *
 * @throws {DataError} naming the line and column of bad JSON, or the field that is wrong.
 */
export async function readManifest(data: DataFolder): Promise<Manifest> {
  const file = join(data.path, "dataset.json");
  const bytes = await data.read(
    file,
    "a description of the data set",
    "name a folder that holds a dataset.json",
  );
  return checkManifest(file, parseJson(file, new TextDecoder().decode(bytes)));
}

function checkManifest(file: string, json: unknown): Manifest {
  const result = manifestSchema.safeParse(json, { error: expectation });
  if (result.success) return result.data;
  // An unknown field first: it is often the misspelt name of one that is then missed.
  const issues = result.error.issues.map(concrete);
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0]!;
  if (issue.code === "unrecognized_keys") {
    const [unknown = ""] = issue.keys;
    const nearest = nearestName(unknown, issue.message.split(", "));
    throw new DataError(file, {
      position: pathText([...issue.path, unknown]),
      expected: `a field of ${issue.message}`,
      got: `"${unknown}"`,
      ...(nearest !== undefined && { cure: `did you mean "${nearest}"?` }),
    });
  }
  const isName = issue.code === "invalid_key";
  throw new DataError(file, {
    ...(issue.path.length > 0 && { position: pathText(issue.path) }),
    expected: isName ? (issue.issues[0]?.message ?? issue.message) : issue.message,
    got: isName ? `"${String(issue.path.at(-1))}"` : show(valueAt(json, issue.path)),
  });
}

/** Of a value that fits none of several forms, what is wrong with it in the form of its type, if there is one. */
function concrete(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== "invalid_union") return issue;
  const branches = issue.errors.map(
    (issues) => issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0],
  );
  const isOfItsType = (branch: z.core.$ZodIssue | undefined) =>
    branch !== undefined && !(branch.code === "invalid_type" && branch.path.length < 2);
  const branch = branches.find(isOfItsType);
  return branch === undefined ? issue : concrete({ ...branch, path: [...issue.path, ...branch.path] });
}

/** The "expected ..." part of an issue that has no message of its own; of an unknown field the known ones. */
function expectation(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "unrecognized_keys":
      return fieldsOf(issue.inst).join(", ");
    case "invalid_type":
      return /^[aeiou]/.test(issue.expected) ? `an ${issue.expected}` : `a ${issue.expected}`;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "invalid_union":
      return Array.isArray(issue["options"])
        ? issue["options"].map((kind) => JSON.stringify(kind)).join(" or ")
        : undefined;
    case "too_small":
      return issue.origin === "string" ? "a text that is not empty" : `at least ${issue.minimum} of them`;
    default:
      return undefined;
  }
}

function fieldsOf(schema: unknown): readonly string[] {
  const { shape } = schema as z.ZodObject;
  return Object.keys(shape);
}

function pathText(path: readonly PropertyKey[] | undefined): string {
  return (path ?? [])
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i > 0 ? "." : ""}${String(part)}`))
    .join("");
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    json,
  );
}

function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
