import type { Random } from "../random.ts";
import type { Intrinsics, Sample, Size } from "../sample.ts";
import { aim } from "./camera.ts";
import { newRay } from "./geometry.ts";
import { roomClasses } from "./labels.ts";
import type { Scene } from "./scene.ts";
import { shade } from "./shade.ts";
import { sameFace, visibility } from "./shadows.ts";
import { dot } from "./solid.ts";
import { type Hit, trace } from "./trace.ts";

/**
 * Renders a scene: labels, depth and normals are those of the ray through each pixel's centre, exactly; the image is
 * smoothed at the edges of things, and has the grain and the vignette of a camera.
 */
export function render(
  name: string,
  scene: Scene,
  size: Size,
  intrinsics: Intrinsics,
  random: Random,
): Sample {
  const ray = newRay();
  const look: Look = (column, row) => {
    aim(ray, scene.camera, intrinsics, column, row);
    return trace(scene, ray, 1 / intrinsics.fx);
  };
  const hits: Hit[] = [];
  for (let row = 0; row < size.height; row++)
    for (let column = 0; column < size.width; column++) hits.push(look(column, row));
  const image = expose(scene, hits, size, look);
  addLens(image, size, intrinsics, random);
  return { name, ...size, image, targets: targetsOf(scene, hits) };
}

/** What the camera sees at a point of the picture, in pixels. */
type Look = (column: number, row: number) => Hit;

/** Points of a pixel on an edge, from its centre. */
const corners = [
  { x: -0.375, y: -0.125 },
  { x: 0.125, y: -0.375 },
  { x: 0.375, y: 0.125 },
  { x: -0.125, y: 0.375 },
];

/** The picture, `[3, H, W]`: one point a pixel, five where a neighbour shows another face. */
function expose(scene: Scene, hits: readonly Hit[], { width, height }: Size, look: Look): Float32Array {
  const pixels = width * height;
  const image = new Float32Array(3 * pixels);
  const shares = scene.lights.map((light) => visibility(scene, hits, { width, height }, light));
  let near = 0;
  const visible = (light: number) => shares[light]![near]!;
  for (let i = 0; i < pixels; i++) {
    const column = i % width;
    const around = [i - width, i + width, column > 0 ? i - 1 : -1, column + 1 < width ? i + 1 : -1];
    const add = (hit: Hit, weight: number) => {
      const { r, g, b } = shade(scene, hit, visible);
      image[i] = image[i]! + weight * develop(r * scene.exposure);
      image[pixels + i] = image[pixels + i]! + weight * develop(g * scene.exposure);
      image[2 * pixels + i] = image[2 * pixels + i]! + weight * develop(b * scene.exposure);
    };
    const centre = hits[i]!;
    near = i;
    if (around.every((j) => hits[j] === undefined || sameFace(centre, hits[j]))) {
      add(centre, 1);
      continue;
    }
    add(centre, 1 / 5);
    for (const { x, y } of corners) {
      const hit = look(column + x, Math.floor(i / width) + y);
      // In the shadow or not as the pixel nearby that shows the same face.
      near = sameFace(centre, hit)
        ? i
        : (around.find((j) => hits[j] !== undefined && sameFace(hits[j], hit)) ?? i);
      add(hit, 1 / 5);
    }
  }
  return image;
}

/** Encodes linear light for a screen (a gamma of 2), with a soft shoulder instead of a hard white. */
const develop = (light: number) => Math.sqrt(1 - Math.exp(-1.9 * light));

/** Darkens the picture towards its corners and adds grain, part of it grey. */
function addLens(
  image: Float32Array,
  { width, height }: Size,
  { fx, fy, cx, cy }: Intrinsics,
  random: Random,
): void {
  const pixels = width * height;
  for (let i = 0; i < pixels; i++) {
    const u = ((i % width) - cx) / fx;
    const v = (Math.floor(i / width) - cy) / fy;
    const vignette = 1 - 0.22 * (u * u + v * v);
    const grey = random.uniform(-0.014, 0.014);
    for (let at = i; at < 3 * pixels; at += pixels) {
      const value = image[at]! * vignette + grey + random.uniform(-0.01, 0.01);
      image[at] = Math.min(Math.max(value, 0), 1);
    }
  }
}

function targetsOf({ camera: { right, down, forward } }: Scene, hits: readonly Hit[]): Sample["targets"] {
  const pixels = hits.length;
  const labels = new Uint8Array(pixels);
  const depth = new Float32Array(pixels);
  const normals = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    const { t, label, normal } = hits[i]!;
    labels[i] = roomClasses.indexOf(label);
    depth[i] = t;
    normals[i] = dot(normal, right);
    normals[pixels + i] = dot(normal, down);
    normals[2 * pixels + i] = dot(normal, forward);
  }
  const known = () => new Uint8Array(pixels).fill(1);
  return {
    segmentation: { kind: "classes", labels },
    depth: { kind: "depth", values: depth, mask: known() },
    normals: { kind: "normals", values: normals, mask: known() },
  };
}
