import { SingleBar } from "cli-progress";

/** How far a pass over all images has come, on a terminal; nothing elsewhere. */
export interface ImagesBar {
  /** To be called after each image with how many are done, of how many. */
  onSample(done: number, samples: number): void;
  stop(): void;
}

export function imagesBar(): ImagesBar {
  const bar = new SingleBar({
    format: "{bar} {percentage}% | {value} of {total} images | {eta_formatted} left",
    clearOnComplete: true,
  });
  return {
    onSample(done, samples) {
      if (done === 1) bar.start(samples, 0);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}
