import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataError, rooms } from "@equipoise/datasets";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../config/config-error.ts";
import { newFolder } from "../testing/command.ts";
import { leftOutBy, listBroken, readBrokenList, writeBrokenList } from "./broken-list.ts";

const dataset = rooms({ width: 8, height: 6, train: 3, val: 2 });
const error = (file: string) => new DataError(file, { expected: "a", got: "b", cure: "c" });
const list = listBroken([
  {
    name: "train",
    samples: 3,
    broken: [{ index: 1, errors: [error("x"), error("y")] }],
    sizes: [],
    image: [],
    tasks: {},
  },
  { name: "val", samples: 2, broken: [], sizes: [], image: [], tasks: {} },
]);

describe("the list of broken images", () => {
  test("is read as it was written", () => {
    const file = join(newFolder(), "broken.json");
    expect(readBrokenList(file, dataset)).toBeNull();
    writeBrokenList(file, list);
    expect(readBrokenList(file, dataset)).toEqual({
      train: {
        images: 3,
        broken: [{ index: 1, errors: ["x: expected a; got b; c", "y: expected a; got b; c"] }],
      },
      val: { images: 2, broken: [] },
    });
    expect(leftOutBy(list)).toEqual({ train: [1], val: [] });
  });

  test("is refused where it is none, or one of other data", () => {
    const file = join(newFolder(), "broken.json");
    writeFileSync(file, '{ "train": 3 }');
    expect(() => readBrokenList(file, dataset)).toThrow(
      new ConfigError(
        `${file}: expected the list of a run's broken images; got a file that is none. Remove it to have them looked for again`,
      ),
    );
    writeBrokenList(file, list);
    expect(() => readBrokenList(file, rooms({ width: 8, height: 6, train: 4, val: 2 }))).toThrow(
      new ConfigError(
        `${file}: expected the data that were looked through, 3 images of train, 2 images of val; ` +
          "got 4 images of train, 2 images of val. Restore them, or start anew",
      ),
    );
  });
});
