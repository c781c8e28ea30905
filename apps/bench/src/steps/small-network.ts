import { Adam, EncoderDecoder, Init } from "@equipoise/nn";
import { descent } from "./descent.ts";
import { nameOfBatch, tasks, threeTasks } from "./three-tasks.ts";
import type { TrainingStep } from "./training-step.ts";

const batch = { images: 8, height: 96, width: 128 };

/** The trainer's `small` network for three tasks. */
export const smallNetwork: TrainingStep = {
  network: "encoder-decoder, small",
  case: nameOfBatch(batch),
  make(device) {
    const network = new EncoderDecoder(new Init(device, 0), { size: "small", tasks });
    const loss = threeTasks(device, batch);
    return descent(
      network,
      (trained) => new Adam(trained),
      () => loss(network),
    );
  },
};
