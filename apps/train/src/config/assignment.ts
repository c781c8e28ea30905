import { resolve } from "node:path";
import { FIELDS, namesAt } from "./fields.ts";

/** Fields of a configuration, checked or not. */
export type Fields = Record<string, unknown>;

/** A value for a field, and who gives it. */
export interface Assignment {
  /** Of a field, of a number in one (`balancer.priorities.depth`), or of nothing that is known. */
  readonly path: readonly string[];
  readonly value: unknown;
  /** As messages and `config show` name it: `preset small`, `run.yaml`, `--set train.epochs=3`. */
  readonly source: string;
}

/** Who gives values, and the folder that relative paths among them are taken from. */
export interface Origin {
  readonly source: string;
  readonly folder: string;
}

/** One assignment for each field that a value at a path holds. */
export function assignmentsOf(value: unknown, path: readonly string[], origin: Origin): Assignment[] {
  if (namesAt(path) && isFields(value))
    return Object.entries(value).flatMap(([name, inner]) => assignmentsOf(inner, [...path, name], origin));
  const isPath = FIELDS.get(path.join("."))?.isPath && typeof value === "string" && value !== "";
  return [{ path, value: isPath ? resolve(origin.folder, value) : value, source: origin.source }];
}

/** Whether a value holds others by name. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Puts the value of an assignment into fields, and makes those on its way. */
export function assign(fields: Fields, { path, value }: Assignment): void {
  let place = fields;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(place, name) ? place[name] : undefined;
    const next = isFields(inner) ? { ...inner } : {};
    put(place, name, next);
    place = next;
  }
  put(place, path.at(-1)!, value);
}

/** defineProperty, as plain assignment would follow a field named __proto__. */
const put = (place: Fields, name: string, value: unknown): void => {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
};

/** The assignment in force of a field, or of a number in it; `undefined` where the field has its default. */
export const originOf = (field: string, given: readonly Assignment[]): Assignment | undefined =>
  given.findLast(({ path }) => `${path.join(".")}.`.startsWith(`${field}.`));
