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
    'DIR/dataset.json, tasks.depth.scal: expected a field of kind, folder, layout, key, optional, format, unit, scale, offset, invalid; got "scal"; did you mean "scale"?',
  ],
  [
    "an unknown field like no other",
    says({ licence: "MIT" }),
    'DIR/dataset.json, licence: expected a field of name, description, source, size, resize, splits, splitSeed, intrinsics, input, tasks; got "licence"',
  ],
  ["a missing field", says({ input: undefined }), "DIR/dataset.json, input: expected an object; got nothing"],
  [
    "no size at all",
    says({ size: undefined, intrinsics: undefined }),
    'DIR/dataset.json, size: expected the size of every file, or one to resize them to; got nothing; say "size" or "resize", such as "resize": { "width": 384, "height": 288 }, or ask for a width and a height',
  ],
  [
    "a camera of pictures of any size",
    says({ size: undefined }),
    'DIR/dataset.json, intrinsics: expected a size or resize that the intrinsics are for; got {"fx":5,"fy":5,"cx":2.5,"cy":1.5}',
  ],
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
    'DIR/dataset.json, tasks.depth.scale: expected a number > 0, or a quotient such as "1/255"; got 0',
  ],
  [
    "a scale that is a text",
    depthSays({ scale: "0.001" }),
    'DIR/dataset.json, tasks.depth.scale: expected a number > 0, or a quotient such as "1/255"; got "0.001"',
  ],
  [
    "a scale that goes without saying in arrays alone",
    depthSays({ scale: undefined }),
    'DIR/dataset.json, tasks.depth.scale: expected a number > 0, or a quotient such as "1/255"; got nothing',
  ],
  [
    "a scale over nothing",
    depthSays({ scale: "1/0" }),
    'DIR/dataset.json, tasks.depth.scale: expected a number > 0, or a quotient such as "1/255"; got "1/0"',
  ],
  [
    "another unit",
    depthSays({ unit: "mm" }),
    'DIR/dataset.json, tasks.depth.unit: expected "metre"; got "mm"',
  ],
  [
    "an unknown kind",
    depthSays({ kind: "flow" }),
    'DIR/dataset.json, tasks.depth.kind: expected "classes" or "depth" or "inverse-depth" or "normals" or "mask" or "heatmap" or "edges" or "rgb"; got "flow"',
  ],
  [
    "another format",
    says({ input: { folder: "image", format: "bmp" } }),
    'DIR/dataset.json, input.format: expected "jpg" or "png" or "webp" or "npy" or "npz"; got "bmp"',
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
    "DIR/dataset.json, tasks.normals.invalid: expected three numbers; got [0,0]",
  ],
  [
    "an invalid value that is a text",
    depthSays({ invalid: [0, "none"] }),
    'DIR/dataset.json, tasks.depth.invalid: expected a number, "NaN", or a list of them; got [0,"none"]',
  ],
  [
    "a map in a format of pictures",
    depthSays({ format: "jpg" }),
    'DIR/dataset.json, tasks.depth.format: expected "png" or "npy" or "npz"; got "jpg"',
  ],
  [
    "a heat map of two channels in a PNG",
    says({ tasks: { heat: { kind: "heatmap", folder: "heat", format: "png", scale: 1, channels: 2 } } }),
    "DIR/dataset.json, tasks.heat.channels: expected 1, as a png has, or format npy; got 2",
  ],
  [
    "a class that is not there in a remap",
    classesSay({ remap: { 7: 0, 8: 3 } }),
    "DIR/dataset.json, tasks.segmentation.remap.8: expected a class 0..2 or null; got 3",
  ],
  [
    "a remap of what is no number",
    classesSay({ remap: { wall: 0 } }),
    'DIR/dataset.json, tasks.segmentation.remap.wall: expected a stored value, such as 7; got "wall"',
  ],
  [
    "classes of one name",
    classesSay({ classes: ["a", "b", "a"] }),
    'DIR/dataset.json, tasks.segmentation.classes: expected class names that differ from each other; got ["a","b","a"]',
  ],
  [
    "no classes",
    classesSay({ classes: [] }),
    "DIR/dataset.json, tasks.segmentation.classes: expected 1 to 65535 class names; got []",
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
    "a split that is a number",
    says({ splits: { train: 1 } }),
    'DIR/dataset.json, splits.train: expected a folder, a { "list": file } or a { "share": 0.8 }; got 1',
  ],
  [
    "a split with an unknown field",
    says({ splits: { train: { lists: "train.txt" } } }),
    'DIR/dataset.json, splits.train.lists: expected a field of list, folder; got "lists"; did you mean "list"?',
  ],
  [
    "a share of nothing",
    says({ splits: { train: { share: 0 } } }),
    "DIR/dataset.json, splits.train.share: expected a share above 0 and up to 1; got 0",
  ],
  [
    "shares of more than all",
    says({ splits: { train: { share: 0.8 }, val: { share: 0.3 } } }),
    "DIR/dataset.json, splits.val.share: expected shares that add up to 1 at most; got 0.3",
  ],
  [
    "a list outside",
    says({ splits: { train: { list: "../train.txt" } } }),
    'DIR/dataset.json, splits.train.list: expected a file inside the data folder, such as train.txt, with no .. and not absolute; got "../train.txt"',
  ],
  [
    "a seed of half a bit",
    says({ splitSeed: 0.5 }),
    "DIR/dataset.json, splitSeed: expected an integer 0..4294967295; got 0.5",
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
