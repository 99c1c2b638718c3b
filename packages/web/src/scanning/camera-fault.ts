/**
 * Why there is no picture of the camera.
 *
 * @module
 */

/** Each has words of its own: what to do differs. */
export type CameraFault = 'refused' | 'none' | 'busy' | 'insecure' | 'stopped'

/** By name of the exception (Media Capture and Streams §10.2). */
const FAULTS: Readonly<Record<string, CameraFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'none',
  OverconstrainedError: 'none',
  NotReadableError: 'busy',
  AbortError: 'busy',
}

/** Tells what an error of the camera means; a browser without cameras at all has none to give. */
export function toCameraFault(error: unknown): CameraFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : ''
  return FAULTS[name] ?? 'stopped'
}
