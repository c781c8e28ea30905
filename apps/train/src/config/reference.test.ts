import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { valueAt } from "./check.ts";
import { FIELDS, SECTIONS } from "./fields.ts";
import { fieldsText, referencePage } from "./reference.ts";
import { configSchema } from "./schema.ts";
import { valueType } from "./value-type.ts";

const leaves = (value: unknown, path: string): string[] =>
  typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, inner]) => leaves(inner, path ? `${path}.${name}` : name))
    : [path];

describe("the fields", () => {
  test("are those of a whole configuration, each with its default", () => {
    const whole = configSchema.parse({});
    expect([...FIELDS.keys()].sort()).toEqual(leaves(whole, "").sort());
    for (const [path, field] of FIELDS) expect([path, field.default]).toEqual([path, valueAt(whole, path)]);
  });

  test("and sections say in whole sentences what they are", () => {
    for (const { path, description } of [...SECTIONS, ...FIELDS.values()])
      expect(description, path).toMatch(/^[\w].*\.$/);
  });

  test("have an effect under values that exist, of fields that exist", () => {
    for (const { path, only } of FIELDS.values())
      for (const [field, values] of Object.entries(only)) {
        const { type, default: value } = FIELDS.get(field)!;
        for (const one of values) expect([...type.split(" | "), String(value)], path).toContain(String(one));
      }
  });
});

describe("valueType", () => {
  test.each([
    ["train.epochs", "whole number of at least 1"],
    ["train.seed", "whole number from 0 to 4294967295"],
    ["data.dir", "text, or null"],
    ["data.width", "whole number of at least 1, or null"],
    ["model.outputStride", "8 | 16 | 32"],
    ["augment.flip", "true | false"],
    ["optimizer.lr", "number above 0"],
    ["data.heldOut", "number of at least 0 and below 1"],
    ["optimizer.momentum", "number from 0 to 1"],
    ["balancer.weights", "numbers by name, or null"],
  ])("%s: %s", (path, type) => {
    expect(FIELDS.get(path)?.type).toBe(type);
  });

  test("names a type that no field has yet as JSON Schema does", () => {
    expect(valueType({ type: "null" })).toBe("null");
  });
});

test("docs/configuration.md is made from the schema: make it again if this fails, it says how", () => {
  const page = readFileSync(new URL("../../../../docs/configuration.md", import.meta.url), "utf8");
  expect(page).toBe(referencePage());
});

test("the help lists a field with default, values and description", () => {
  expect(fieldsText()).toContain(
    [
      "  schedule.stepEpochs        100 epochs        whole number of at least 1",
      "                             Between two cuts. Where schedule.name is step.",
    ].join("\n"),
  );
});
