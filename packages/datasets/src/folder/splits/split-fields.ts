import { z } from "zod";
import { fileName, folderName, identifier } from "../manifest-fields.ts";

/** The images of a folder. */
const folderSplit = folderName.transform((folder) => ({ folder }));

/** The images that a file names, a line each. */
const listSplit = z.strictObject({ list: fileName, folder: folderName.default(".") });

/** A share of the images of a folder, chosen by the seed. */
const shareSplit = z.strictObject({
  share: z
    .number("a share above 0 and up to 1")
    .gt(0, "a share above 0 and up to 1")
    .max(1, "a share above 0 and up to 1"),
  folder: folderName.default("."),
});

const split = z.union(
  [folderSplit, listSplit, shareSplit],
  'a folder, a { "list": file } or a { "share": 0.8 }',
);

/** Split name to what is in it. */
export const splitsField = z
  .record(identifier, split)
  .refine((splits) => Object.keys(splits).length > 0, "at least one split")
  .superRefine((splits, context) => {
    const given = new Map<string, number>();
    for (const [name, split] of Object.entries(splits)) {
      if (!("share" in split)) continue;
      const sum = (given.get(split.folder) ?? 0) + split.share;
      given.set(split.folder, sum);
      // Shares such as 0.7, 0.2 and 0.1 add up to a little more than 1.
      if (sum > 1 + 1e-9)
        context.addIssue({
          code: "custom",
          path: [name, "share"],
          message: "shares that add up to 1 at most",
        });
    }
  });
