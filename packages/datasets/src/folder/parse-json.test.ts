import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { refusal } from "../refusal.fixture.ts";
import { parseJson } from "./parse-json.ts";

describe("parseJson", () => {
  it("reads JSON", () => {
    expect(parseJson("f", ' {"a": [1, "x", null]} ')).toEqual({ a: [1, "x", null] });
  });

  it("says that a text cut off anywhere ends too early, and where a stray character is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(), async (value, at) => {
        const text = JSON.stringify(value);
        const start = text.slice(0, at % text.length);
        expect(await refusal(() => parseJson("f", start))).toMatch(
          /expected valid JSON; got the end of the file$/,
        );
        const column = text.length + 1;
        const said = await refusal(() => parseJson("f", `${text}@ `));
        expect(said).toBe(`f, line 1, column ${column}: expected valid JSON; got "@"`);
      }),
    );
  });

  it.each([
    ["", "line 1, column 1: expected valid JSON; got the end of the file"],
    ['{"a": [1, 2', "line 1, column 12: expected valid JSON; got the end of the file"],
    ['{"a": "open', "line 1, column 12: expected valid JSON; got the end of the file"],
    ['{"a": 1,}', 'line 1, column 9: expected valid JSON; got "}"'],
    ["{'a': 1}", 'line 1, column 2: expected valid JSON; got "\'"'],
    ['{"a": 1 "b": 2}', 'line 1, column 9: expected valid JSON; got "\\""'],
    ['{\n  "a": 1,\n  // note\n}', 'line 3, column 3: expected valid JSON; got "/"'],
    ['{"a": tru}', 'line 1, column 10: expected valid JSON; got "}"'],
    ['{"a": -}', 'line 1, column 8: expected valid JSON; got "}"'],
    ['{"a": 1}\n{', 'line 2, column 1: expected valid JSON; got "{"'],
    [
      '{"abcdefghijklmnopqrstuvwxyz": 1,\n"abcdefghijklmnopqrstuvwxyz": x}',
      'line 2, column 31: expected valid JSON; got "x"',
    ],
  ])("tells where %j goes wrong", async (text, message) => {
    expect(await refusal(() => parseJson("f", text))).toBe(`f, ${message}`);
  });
});
