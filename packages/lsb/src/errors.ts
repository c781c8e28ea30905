type Fact = string | number | readonly string[] | null | undefined;
type Facts = Readonly<Record<string, Fact>>;

/** Tasks or options that a balancer cannot work with. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(thing: string, expected: string, got: Facts, cure: string) {
    super(message(thing, expected, got, cure));
  }
}

/** A loss, or a number made of losses, that cannot be balanced. */
export class LossError extends Error {
  override readonly name = "LossError";
  constructor(thing: string, expected: string, got: Facts, cure: string) {
    super(message(thing, expected, got, cure));
  }
}

function message(thing: string, expected: string, got: Facts, cure: string): string {
  const facts = Object.entries(got).map(([name, value]) => `${name} ${show(value)}`);
  return `${thing}: expected ${expected}; got ${facts.join(", ")}. ${cure}.`;
}

// JSON would print NaN and the infinities as null.
function show(value: Fact): string {
  return typeof value === "number" || value === undefined ? String(value) : JSON.stringify(value);
}
