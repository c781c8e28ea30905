import { Command, Option } from "commander";
import { exitCode } from "./commands/exit-code.ts";
import { measure } from "./commands/measure.ts";
import { peers } from "./peers/index.ts";

const adapter = () =>
  new Option("--adapter <name>", "which adapter to measure; auto is the first of the others that there is")
    .choices(["auto", "hardware", "lavapipe", "swiftshader"])
    .default("auto")
    .env("EQUIPOISE_ADAPTER");

const program = new Command("bench")
  .description("Measure kernels and training steps on this adapter, beside its own ceilings.")
  .exitOverride()
  .enablePositionalOptions()
  // One line, the suggestion that Commander puts on a second one included.
  .configureOutput({ outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, " ")}\n`) })
  .addOption(adapter())
  .allowExcessArguments(false)
  .action(measure);

program
  .command("peers")
  .description("Measure the same work in other libraries, on the same adapter, in alternation.")
  .addOption(adapter())
  .action(peers);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCode(error);
}
