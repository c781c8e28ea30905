import type { FileFormat } from "../folder/formats.ts";
import { type Facts, mostColours } from "./facts.ts";
import { type Guess, nothing, percent, range, task } from "./guess.ts";
import { guessClasses } from "./guess-classes.ts";
import { guessDepth } from "./guess-depth.ts";
import type { Hint } from "./name-hints.ts";

/** What the files of a kind are, by what they hold and what their folder is called. */
export function guessKind(
  facts: Facts,
  format: FileFormat,
  hint: Hint | undefined,
  names: readonly string[],
): Guess {
  const { channels, unitShare, storage, isPicture } = facts;
  if (channels === 3 && unitShare > 0.9 && hint !== "image") return normals(facts, format);
  if (isPicture || channels === 3) return picture(facts, hint);
  if (channels === 1) return numbers(facts, hint, names);
  if (channels > 3 && (format === "npy" || format === "npz"))
    return task(
      { kind: "heatmap", channels, ...layoutOf(facts) },
      `${storage}: ${channels} numbers a pixel, a heat map`,
    );
  return nothing(`${storage} is nothing that a task can have`);
}

/** Said where it is not what goes without saying. */
const layoutOf = ({ layout }: Facts) => (layout === "CHW" ? { layout } : {});

function normals(facts: Facts, format: FileFormat): Guess {
  const { storage, meanZ, unitShare } = facts;
  if (format === "jpg" || format === "webp")
    return nothing(
      `${storage} of unit vectors, normals: packed with loss, they cannot be used; export them as PNG`,
    );
  // A surface that is seen faces the camera, so that z points to it: backwards.
  const turned = meanZ > 0 ? { scale: [1, -1, -1] } : {};
  const why = `${storage} in which ${percent(unitShare)} of the triples are of unit length: normals`;
  return task(
    { kind: "normals", ...turned, ...layoutOf(facts) },
    meanZ > 0
      ? `${why}; z points to the camera, so x right, y up, z backward is meant, I guess, and y and z are turned (scale)`
      : why,
  );
}

function picture(facts: Facts, hint: Hint | undefined): Guess {
  const { storage, colours, channels, isPicture, bits, high } = facts;
  if ((storage === "JPEG" || storage === "WebP") && hint !== undefined && hint !== "image" && hint !== "rgb")
    return nothing(
      `${storage} in a folder that is called so: packed with loss, numbers cannot be used; export them as PNG`,
    );
  if (!isPicture && colours < mostColours && colours <= 256 && (hint === "classes" || hint === "mask"))
    return nothing(
      `${storage} of ${colours} colours: labels painted in colours cannot be used; store the index of each class in one channel`,
    );
  if (channels === 3 && bits === 0 && high > 255)
    return nothing(`${storage} with values up to ${high} are no colours`);
  return { as: "picture", why: storage };
}

function numbers(facts: Facts, hint: Hint | undefined, names: readonly string[]): Guess {
  const { storage, low, high, bits } = facts;
  const full = bits === 16 ? 65535 : bits === 8 ? 255 : 1;
  const scale = high <= 1 || full === 1 ? {} : { scale: `1/${full}` };
  const png = { ...(bits > 0 && { scale: 1 }), ...scale, ...layoutOf(facts) };
  if (hint === "edges" && low >= 0 && high <= full)
    return task(
      { kind: "edges", ...png },
      `${storage} in a folder that is called so: edges, ${range(facts)} as 0..1`,
    );
  if (hint === "heatmap")
    return task({ kind: "heatmap", ...png }, `${storage} in a folder that is called so: a heat map`);
  const isWide = bits === 16 && hint !== "classes" && high > 255;
  if (hint === "depth" || hint === "inverse-depth" || isWide)
    return guessDepth(facts, hint === "inverse-depth");
  const labels = guessClasses(facts, hint, names);
  if (labels !== undefined) return labels;
  if (hint === "image" || (bits === 8 && hint === undefined))
    return { as: "picture", why: `${storage} of many values` };
  if (bits === 0 && low >= 0 && high > 1) return guessDepth(facts, false);
  return nothing(
    `${storage} with values ${range(facts)} could be several things; write what it is under tasks, such as ` +
      '{ "kind": "heatmap" }, "edges" or "inverse-depth"',
  );
}
