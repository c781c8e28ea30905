import { expect, test } from "vitest";
import { imageNames } from "./image-names.ts";

test("images go by their stems, and by their whole names where two have one stem", () => {
  expect(imageNames(["/d/a.jpg", "/d/b.c.png"])).toEqual(["a", "b.c"]);
  expect(imageNames(["/d/a.jpg", "/d/a.png", "/d/b.png"])).toEqual(["a.jpg", "a.png", "b.png"]);
  expect(imageNames(["/d/a.jpg", "/d/a.png", "/d/a.jpg.webp"])).toEqual(["a.jpg", "a.png", "a.jpg.webp"]);
});
