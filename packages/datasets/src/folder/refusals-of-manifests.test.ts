import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe } from "vitest";
import { classesSay, depthSays, normalsSay, type Refusal, says, testRefusals } from "./damage.fixture.ts";
import { put } from "./folder.fixture.ts";

const inside = "expected a folder inside the data folder, such as train/image, with no .. and not absolute";

const ofTheManifest: Refusal[] = [
  [
    "no manifest",
    (dir) => rm(join(dir, "dataset.json")),
    "DIR/dataset.json: expected a description of the data set; got nothing there; name a folder that holds a dataset.json",
  ],
  [
    "bad JSON",
    (dir) => put(dir, "dataset.json", '{\n  "name": "tiny",\n}'),
    'DIR/dataset.json, line 3, column 1: expected valid JSON; got "}"',
  ],
  [
    "JSON that ends early",
    (dir) => put(dir, "dataset.json", '{"name":'),
    "DIR/dataset.json, line 1, column 9: expected valid JSON; got the end of the file",
  ],
  [
    "JSON of another kind",
    (dir) => put(dir, "dataset.json", "[]"),
    "DIR/dataset.json: expected an object; got []",
  ],
  [
    "an unknown field",
    depthSays({ scale: undefined, scal: 1 }),
    'DIR/dataset.json, tasks.depth.scal: expected a field of kind, folder, format, unit, scale, invalid; got "scal"; did you mean "scale"?',
  ],
  [
    "an unknown field like no other",
    says({ licence: "MIT" }),
    'DIR/dataset.json, licence: expected a field of name, description, source, size, splits, intrinsics, input, tasks; got "licence"',
  ],
  ["a missing field", says({ size: undefined }), "DIR/dataset.json, size: expected an object; got nothing"],
  ["an empty name", says({ name: "" }), 'DIR/dataset.json, name: expected a text that is not empty; got ""'],
  [
    "a size of no pixels",
    says({ size: { width: 0, height: 4 } }),
    "DIR/dataset.json, size.width: expected an integer >= 1; got 0",
  ],
  [
    "a size in half pixels",
    says({ size: { width: 1.5, height: 4 } }),
    "DIR/dataset.json, size.width: expected an integer >= 1; got 1.5",
  ],
  [
    "a scale of 0",
    depthSays({ scale: 0 }),
    "DIR/dataset.json, tasks.depth.scale: expected a number > 0; got 0",
  ],
  [
    "a scale that is a text",
    depthSays({ scale: "0.001" }),
    'DIR/dataset.json, tasks.depth.scale: expected a number; got "0.001"',
  ],
  [
    "another unit",
    depthSays({ unit: "mm" }),
    'DIR/dataset.json, tasks.depth.unit: expected "metre"; got "mm"',
  ],
  [
    "an unknown kind",
    depthSays({ kind: "flow" }),
    'DIR/dataset.json, tasks.depth.kind: expected "classes" or "depth" or "normals"; got "flow"',
  ],
  [
    "another format",
    says({ input: { folder: "image", format: "bmp" } }),
    'DIR/dataset.json, input.format: expected "jpg" or "png"; got "bmp"',
  ],
  [
    "another encoding of normals",
    normalsSay({ encoding: "v / 255" }),
    'DIR/dataset.json, tasks.normals.encoding: expected "(v - 127.5) / 127.5, then unit length"; got "v / 255"',
  ],
  [
    "another frame of normals",
    normalsSay({ frame: "world" }),
    'DIR/dataset.json, tasks.normals.frame: expected "camera: x right, y down, z forward; normals face the camera"; got "world"',
  ],
  [
    "an invalid triple of two",
    normalsSay({ invalid: [0, 0] }),
    "DIR/dataset.json, tasks.normals.invalid: expected three integers 0..255; got [0,0]",
  ],
  [
    "an invalid depth beyond 16 bits",
    depthSays({ invalid: 65536 }),
    "DIR/dataset.json, tasks.depth.invalid: expected an integer 0..65535; got 65536",
  ],
  [
    "classes of one name",
    classesSay({ classes: ["a", "b", "a"] }),
    'DIR/dataset.json, tasks.segmentation.classes: expected class names that differ from each other; got ["a","b","a"]',
  ],
  [
    "no classes",
    classesSay({ classes: [] }),
    "DIR/dataset.json, tasks.segmentation.classes: expected 1 to 255 class names; got []",
  ],
  ["no tasks", says({ tasks: {} }), "DIR/dataset.json, tasks: expected at least one task; got {}"],
  ["no splits", says({ splits: {} }), "DIR/dataset.json, splits: expected at least one split; got {}"],
  [
    "a split with an odd name",
    says({ splits: { "my split": "train" } }),
    'DIR/dataset.json, splits.my split: expected a name that starts with a letter and goes on with letters, digits, _ or -; got "my split"',
  ],
  [
    "a split outside",
    says({ splits: { train: "../other" } }),
    `DIR/dataset.json, splits.train: ${inside}; got "../other"`,
  ],
  [
    "a task outside",
    depthSays({ folder: "depth/../../.." }),
    `DIR/dataset.json, tasks.depth.folder: ${inside}; got "depth/../../.."`,
  ],
  [
    "an absolute folder",
    says({ input: { folder: "/etc", format: "png" } }),
    `DIR/dataset.json, input.folder: ${inside}; got "/etc"`,
  ],
  [
    "a folder on another drive",
    says({ input: { folder: "C:\\data", format: "png" } }),
    `DIR/dataset.json, input.folder: ${inside}; got "C:\\\\data"`,
  ],
];

describe("a manifest that cannot be used is refused with the file, the place, and what to do", () =>
  testRefusals(ofTheManifest));
