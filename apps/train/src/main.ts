import { Command, InvalidArgumentError } from "commander";
import { checkCommand } from "./commands/check-command.ts";
import { compare } from "./commands/compare.ts";
import { configFields, configHelp, configShow } from "./commands/config.ts";
import { cost } from "./commands/cost.ts";
import { dataCheck } from "./commands/data-check.ts";
import { dataInit } from "./commands/data-init.ts";
import { dataPack } from "./commands/data-pack.ts";
import { doctor } from "./commands/doctor.ts";
import { endWithParent } from "./commands/end-with-parent.ts";
import { evaluateRun } from "./commands/eval.ts";
import { exitCode } from "./commands/exit-code.ts";
import { exportRun } from "./commands/export.ts";
import { heedLostOutput } from "./commands/lost-output.ts";
import { predict } from "./commands/predict.ts";
import { makeReport } from "./commands/report.ts";
import { resume } from "./commands/resume.ts";
import { runs } from "./commands/runs.ts";
import { start } from "./commands/start.ts";
import { suggestFields } from "./commands/suggest-fields.ts";
import { PRESETS } from "./config/presets.ts";
import { choicesOf } from "./config/reference.ts";

const seed = (text: string): number => {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 0 on.");
  return Number(text);
};
const positive = (which: string) => (text: string) => {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError(`Expected a whole number ${which}.`);
  return Number(text);
};
const collect = (value: string, before: string[] = []): string[] => [...before, value];

/** The options that say what data there are, and how they are read. */
const describing = (command: Command): Command =>
  command
    .option("--preset <name>", `fields under a name: ${PRESETS.map(({ name }) => name).join(", ")}`)
    .option("--config <file>", "fields of the configuration, in YAML or JSON")
    .option(
      "--set <field=value>",
      "a field of the configuration, for example train.epochs=3; repeatable",
      collect,
    )
    .option("--data <dir>", "folder with a data set; default: the procedural rooms")
    .option("--skip-broken", "read everything once, and leave out images whose files are broken");

/** The options that make a configuration. */
const configurable = (command: Command): Command =>
  describing(command)
    .option("--seed <n>", "seed of weights, order and augmentation", seed)
    .option("--balancer <name>", `one of ${choicesOf("balancer.name")}`)
    .option("--on-nan <action>", onNan);

const onNan = `what becomes of a step that is not finite: ${choicesOf("train.onNan")}`;

const program = configurable(new Command("train"))
  .description("Train a network for several pixelwise tasks on WebGPU, with the task losses in balance.")
  .exitOverride()
  // Else an option such as --data after the name of a command would be taken for one of the training.
  .enablePositionalOptions()
  // One line, the suggestion that Commander puts on a second one included.
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, " ")}\n`) })
  .option("--out <dir>", "folder of the run, new or empty; default: one below runs, named by time")
  .addHelpText("after", () => `\n${configHelp()}`)
  .allowExcessArguments(false)
  .action(start);

describing(program.command("compare"))
  .description("Train the runs of an experiment, methods and seeds, and set side by side what they come to.")
  .argument("<file>", "the experiment, in YAML or JSON")
  .requiredOption("--out <dir>", "folder of the experiment; one that was begun goes on")
  .option("--jobs <n>", "runs at once", positive("from 1 on"), 1)
  .action(compare);

describing(program.command("cost"))
  .description("Time a step of balancers in turns with one of equal weights.")
  .argument("[names...]", "balancers", ["lsb"])
  .option("--rounds <n>", "turns of each", positive("from 1 on"), 20)
  .option("--steps <n>", "steps of a turn, which are one period", positive("from 1 on"), 20)
  .action(cost);

program
  .command("resume")
  .description("Go on with an interrupted run, from its latest checkpoint, as if it had never stopped.")
  .argument("[run]", "folder of the run; default: the latest below runs that has not ended")
  .option("--on-nan <action>", onNan)
  .action(resume);

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
    "Predict every task for an image, or for all images of a folder, at the image's own size: <task>/<image>.png, " +
      "readable as targets, and <image>.jpg for people.",
  )
  .argument("<image|dir>", "a jpg, png or webp image, or a folder of them")
  .option("--run <dir>", "folder of the run; default: the latest below runs")
  .option("--out <dir>", "folder for the predictions, new or empty", "predictions")
  .option(
    "--size <size>",
    "what the network sees: fit, as many pixels as in training in the image's proportions; train, the training " +
      "size itself; native, the image as it is; or WxH",
    "fit",
  )
  .option(
    "--memory <MiB>",
    "what a prediction may take on the device; larger images go in tiles",
    positive("of MiB"),
    1024,
  )
  .option("--npy", "arrays of float32 beside the pictures: <task>/<image>.npy")
  .option("--no-pictures", "no <image>.jpg")
  .action(predict);

program
  .command("export")
  .description(
    "Write the network of a run as an ONNX model, and run it in onnxruntime to see that it is the same.",
  )
  .argument("[run]", "folder of the run; default: the latest below runs")
  .option("--out <file>", "the model; default: model.onnx in the run's folder")
  .option("--size <WxH>", "of the images that the model takes; default: the size it was trained at")
  .action(exportRun);

program
  .command("report")
  .description("Make the report of a run again, whatever the run has got to.")
  .argument("<run>", "folder of the run")
  .allowExcessArguments(false)
  .action(makeReport);

const data = program
  .command("data")
  .description("Describe data, look at them before training on them, and pack them to be read fast.");
data
  .command("init")
  .description("Look at a folder of pictures and maps, and write a first dataset.json that describes it.")
  .argument("<dir>", "the folder; nothing in it is changed or written over")
  .allowExcessArguments(false)
  .action(dataInit);
data
  .command("check")
  .description(
    "Read all data once: print counts, shares, values and every broken file, and draw a sheet of images. Exit code 1 if a file is broken.",
  )
  .argument("[dir]", "folder with a data set; default: that of the configuration, or the procedural rooms")
  .option("--preset <name>", `fields under a name: ${PRESETS.map(({ name }) => name).join(", ")}`)
  .option("--config <file>", "fields of the configuration, in YAML or JSON; those of data count")
  .option(
    "--set <field=value>",
    "a field of the configuration, for example data.width=128; repeatable",
    collect,
  )
  .option("--json", "print everything as JSON")
  .option("--out <file>", "the sheet of images", "data-check.png")
  .allowExcessArguments(false)
  .action(dataCheck);
describing(data.command("pack"))
  .description(
    "Write all images and targets, decoded and at the configured size, to one file that is read fast.",
  )
  .requiredOption("--out <file|dir>", "the file, NAME.packed, or the folder for data.packed; not there yet")
  .allowExcessArguments(false)
  .action(dataPack);

program
  .command("runs")
  .description("List runs with their state and results.")
  .argument("[dir]", "folder to look through", "runs")
  .option("--json", "as JSON, with all metrics of the last evaluation")
  .allowExcessArguments(false)
  .action(runs);

program
  .command("doctor")
  .description("Say what adapter, limits and versions this machine trains with, and test its kernels.")
  .option("--json", "as JSON")
  .allowExcessArguments(false)
  .action(doctor);

const config = program.command("config").description("What can be configured, and what is.");
configurable(config.command("show"))
  .description("Print every field with its value, and where that comes from.")
  .option("--json", "as JSON: the configuration, and the sources of its fields")
  .allowExcessArguments(false)
  .action(configShow);
config
  .command("fields")
  .description("List presets and fields with their defaults.")
  .option("--markdown", "as the page docs/configuration.md")
  .action(configFields);

heedLostOutput();
endWithParent();
suggestFields(program);

try {
  checkCommand(program, process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}
