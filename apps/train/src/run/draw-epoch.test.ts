import { expect, test } from "vitest";
import { drawnEpochs } from "./draw-epoch.ts";

test.each([
  ["all of a few", 6, 1, [0, 1, 2, 3, 4, 5, 6]],
  ["the last, whatever the interval", 7, 3, [0, 3, 6, 7]],
  ["the last alone, where no other is evaluated", 4, 10, [0, 4]],
  ["of many the first, and then ever fewer", 200, 1, [0, 1, 2, 3, 5, 8, 14, 24, 41, 69, 118, 200]],
  ["of every tenth too", 200, 10, [0, 10, 20, 30, 40, 60, 80, 110, 150, 200]],
])("draws %s: %i epochs, evaluated every %i", (_, epochs, every, drawn) => {
  expect(drawnEpochs(epochs, every)).toEqual(drawn);
});
