/** Options, fields or folders that a command cannot work with; the message is one line, and says what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}
