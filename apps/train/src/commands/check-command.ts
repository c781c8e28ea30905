import type { Command } from "commander";
import { didYouMean } from "../config/nearest.ts";

/**
 * Refuses a first word that is no command. Commander would take it for an argument of the training, which has none, and
 * say so, or complain of the first option that the command meant has and the training has not.
 */
export function checkCommand(program: Command, word: string | undefined): void {
  if (word === undefined || word.startsWith("-")) return;
  const names = [...program.commands.map((command) => command.name()), "help"];
  if (names.includes(word)) return;
  const near = didYouMean(word, names).trim();
  program.error(`error: unknown command '${word}' (${near || `There are ${names.join(", ")}`})`);
}
