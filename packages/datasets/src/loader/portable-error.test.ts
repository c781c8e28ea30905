import { describe, expect, it } from "vitest";
import { DataError } from "../data-error.ts";
import { pack, unpack } from "./portable-error.ts";

const sent = (error: unknown): Error => unpack(structuredClone(pack(error)));

describe("errors of other threads", () => {
  it("keep their class, their words and their fields", () => {
    const details = { expected: "a", got: "b" };
    for (const more of [{}, { position: "row 1" }, { cure: "c" }, { position: "row 1", cure: "c" }]) {
      const error = new DataError("file", { ...details, ...more });
      const got = sent(error);
      expect(got).toBeInstanceOf(DataError);
      expect({ ...got, message: got.message }).toEqual({ ...error, message: error.message });
    }
  });

  it("keep others of the same sample", () => {
    const details = { expected: "a", got: "b", cure: "c" };
    const error = new DataError("file", details, {
      also: [new DataError("another", { ...details, position: "row 1" })],
    });
    const got = sent(error);
    if (!(got instanceof DataError)) throw got;
    expect(got.also.map(({ message }) => message)).toEqual(["another, row 1: expected a; got b; c"]);
    expect(got.also[0]).toBeInstanceOf(DataError);
  });

  it("keep their words and where they arose if they are of another kind", () => {
    const error = new RangeError("too far");
    expect(sent(error)).toMatchObject({ message: "too far", stack: error.stack });
    expect(sent("a word")).toMatchObject({ message: "a word" });
  });
});
