import { expect, it } from "vitest";
import { mappedClasses } from "./classes.ts";

/** Which of the 13 each of the 40 belongs to, in the order of the 40, said by name. */
const belongs = {
  ...{ wall: "wall", floor: "floor", cabinet: "furniture", bed: "bed", chair: "chair", sofa: "sofa" },
  ...{ table: "table", door: "wall", window: "window", bookshelf: "furniture", picture: "picture" },
  ...{ counter: "furniture", blinds: "window", desk: "table", shelves: "furniture", curtain: "window" },
  ...{ dresser: "furniture", pillow: "objects", mirror: "objects", "floor mat": "floor" },
  ...{ clothes: "objects", ceiling: "ceiling", books: "books", refridgerator: "furniture" },
  ...{ television: "tv", paper: "objects", towel: "objects", "shower curtain": "objects", box: "objects" },
  ...{ whiteboard: "objects", person: "objects", "night stand": "furniture", toilet: "objects" },
  ...{ sink: "objects", lamp: "objects", bathtub: "objects", bag: "objects" },
  ...{ otherstructure: "objects", otherfurniture: "furniture", otherprop: "objects" },
};

const forty = Object.keys(belongs);
const lists = {
  file: "classMapping40.mat",
  indexes: () => forty.map((_, i) => i + 1),
  texts: () => forty,
};

it("puts the 40 together to the 13", () => {
  expect(forty).toHaveLength(40);
  const { names, classes } = mappedClasses(lists, 13);
  expect(names).toEqual([...new Set(Object.values(belongs))].sort());
  expect(classes.map((index) => names[index])).toEqual(Object.values(belongs));
});

it("leaves the 40 as they are", () => {
  const { names, classes } = mappedClasses(lists, 40);
  expect(classes.map((index) => names[index])).toEqual(forty);
});
