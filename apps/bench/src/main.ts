import { Command, InvalidArgumentError, Option } from "commander";
import { exitCode } from "./commands/exit-code.ts";
import { measure } from "./commands/measure.ts";
import { tune } from "./commands/tune.ts";
import { peers } from "./peers/index.ts";
import { others } from "./peers/peers.ts";
import { works } from "./peers/works.ts";

const adapter = () =>
  new Option("--adapter <name>", "which adapter to measure; auto is the first of the others that there is")
    .choices(["auto", "hardware", "lavapipe", "swiftshader"])
    .default("auto")
    .env("EQUIPOISE_ADAPTER");

const seconds = (text: string): number => {
  const value = Number(text);
  if (text === "" || !(value >= 0 && value <= 3600))
    throw new InvalidArgumentError("Expected a number from 0 to 3600.");
  return value;
};

const count = (text: string): number => {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError("Expected a whole number from 1 to 9999.");
  return Number(text);
};

const listed = (named: readonly { readonly name: string }[]): string =>
  named.map(({ name }) => name).join(", ");

const program = new Command("bench")
  .description("Measure kernels and training steps on this adapter, beside its own ceilings.")
  .exitOverride()
  .enablePositionalOptions()
  // One line, the suggestion that Commander puts on a second one included.
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, " ")}\n`) })
  .addOption(adapter())
  .option("--filter <text>", "measure only what has this in its name, such as conv2d, dweight or 3x3")
  .option("--f16", "ops in half precision, where they and the adapter have it")
  .option("--seconds <n>", "time for each row, about", seconds, 0.5)
  .option("--compare <revision>", "measure that revision too, in turns with this one, and print ratios")
  .option("--out <file>", "append results to this file; default: bench-results/results.jsonl")
  .option("--markdown", "print tables in Markdown")
  .allowExcessArguments(false)
  .action(measure);

program
  .command("tune")
  .description("Measure the kernels of every class of adapter on this one, for a table of which to choose.")
  .argument("[op...]", "names of ops", ["matmul", "conv2d"])
  .addOption(adapter())
  .option("--seconds <n>", "time for each kernel, about", seconds, 0.5)
  .action(tune);

program
  .command("peers")
  .description("Measure the same work in other libraries, on the same adapter, in alternation.")
  .addOption(adapter())
  .option("--only <names>", `libraries beside ours, separated by commas, of ${listed(others)}; default: all`)
  .option("--works <names>", `works, separated by commas, of ${listed(works)}; default: all`)
  .option("--rounds <n>", "measurements of each, in turns", count, 9)
  .option("--out <file>", "append results to this file; default: bench-results/peers.jsonl")
  .option("--markdown", "print the table in Markdown")
  .action(peers);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}
