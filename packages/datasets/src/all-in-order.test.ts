import { setImmediate as turn } from "node:timers/promises";
import { expect, it } from "vitest";
import { allInOrder } from "./all-in-order.ts";
import { DataError } from "./data-error.ts";

const later = async <T>(turns: number, end: () => T): Promise<T> => {
  for (let i = 0; i < turns; i++) await turn();
  return end();
};
const fail = (name: string) => () => {
  throw new Error(name);
};

it("gives all values in order, whichever comes first", async () => {
  expect(await allInOrder([later(3, () => "a"), later(0, () => 1)])).toEqual(["a", 1]);
});

it("keeps other refused data beside the first", async () => {
  const refuse = (subject: string) => () => {
    throw new DataError(subject, { expected: "a", got: "b" });
  };
  const error: unknown = await allInOrder([
    later(2, refuse("first")),
    later(1, fail("none of the data")),
    allInOrder([later(1, refuse("second")), later(0, refuse("third"))]),
  ]).catch((reason: unknown) => reason);
  if (!(error instanceof DataError)) throw error;
  expect(error.message).toBe("first: expected a; got b");
  expect(error.also.map(({ subject }) => subject)).toEqual(["second", "third"]);
});

it("reports the first failure in order, whichever comes first, when all have ended", async () => {
  let ended = false;
  const all = allInOrder([later(2, fail("first")), later(0, fail("second")), later(5, () => (ended = true))]);
  await expect(all).rejects.toThrow(new Error("first"));
  expect(ended).toBe(true);
});
