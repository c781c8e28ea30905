import type { Intrinsics, Size } from "../sample.ts";

/** Size of a frame of the Kinect. */
export const frameSize: Size = { width: 640, height: 480 };

/** The part of a frame in which colour and depth both lie; around it the image is white and depth made up. */
export const validPart = { x: 40, y: 44, width: 560, height: 426 };

/** The Kinect's colour camera, into whose frame depth was projected. */
export const kinect: Intrinsics = { fx: 518.857901, fy: 519.469611, cx: 325.582449, cy: 253.736166 };
