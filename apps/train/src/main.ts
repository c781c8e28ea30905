import { Command, InvalidArgumentError } from "commander";
import { evaluateRun } from "./commands/eval.ts";
import { exitCode } from "./commands/exit-code.ts";
import { predict } from "./commands/predict.ts";
import { start } from "./commands/start.ts";

const seed = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 0 on.");
  return Number(text);
};
const collect = (value: string, before: string[] = []): string[] => [...before, value];

const program = new Command("train")
  .description("Train a network for several pixelwise tasks on WebGPU, with the task losses in balance.")
  .exitOverride()
  // Else an option such as --data after the name of a command would be taken for one of the training.
  .enablePositionalOptions()
  // One line, the suggestion that Commander puts on a second one included.
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, " ")}\n`) })
  .option("--data <dir>", "folder with a data set; default: the procedural rooms")
  .option("--config <file>", "fields of the configuration, in YAML or JSON")
  .option(
    "--set <field=value>",
    "a field of the configuration, for example train.epochs=3; repeatable",
    collect,
  )
  .option("--out <dir>", "folder of the run, new or empty; default: one below runs, named by time")
  .option("--seed <n>", "seed of weights, order and augmentation", seed)
  .option("--balancer <name>", "lsb, equal or fixed")
  .allowExcessArguments(false)
  .action(start);

program
  .command("eval")
  .description("Print losses and metrics of a finished run.")
  .argument("[run]", "folder of the run; default: the latest below runs")
  .option("--data <dir>", "another folder with the same tasks")
  .option("--split <name>", "split of the data; default: the run's own")
  .action(evaluateRun);

program
  .command("predict")
  .description(
    "Predict every task for an image, or for all images of a folder, each a picture of the image's size.",
  )
  .argument("<image|dir>", "a jpg, png or webp image, or a folder of them")
  .option("--run <dir>", "folder of the run; default: the latest below runs")
  .option("--out <dir>", "folder for the pictures, <image>-<task>.png, new or empty", "predictions")
  .action(predict);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}
