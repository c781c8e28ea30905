import { shrink } from "../pictures/index.ts";
import { picturesIn } from "../report/read-pictures.ts";
import type { ComparedPicture } from "./comparison.ts";

/**
 * What a run has drawn at its end.
 *
 * @param folder of its pictures
 * @param tasks that it trained
 */
export async function shownPictures(folder: string, tasks: number): Promise<ComparedPicture[]> {
  const pictures = picturesIn(folder).map(async ({ name, truth, made }) => {
    const last = made.at(-1);
    return {
      name,
      truth: await shrink(truth, 1 + tasks),
      made: last ? await shrink(last.jpeg, tasks) : null,
    };
  });
  return Promise.all(pictures);
}
