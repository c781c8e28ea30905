import { shellWord } from "./shell-word.ts";

/** A command of this program as one types it in a shell, for messages that name the next one. */
export const typedCommand = (...words: readonly string[]): string =>
  `npx --yes pnpm@12 --filter train ${words.map(shellWord).join(" ")}`;
