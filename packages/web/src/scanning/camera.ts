/**
 * The camera: its pictures go to a canvas, and from there to the scanner.
 *
 * @module
 */

import { holdCheck } from '../flow/session.ts'
import type { Region } from './regions.ts'

export type Facing = 'environment' | 'user'

export interface Camera {
  readonly hasTorch: boolean
  /** Whether it looks at who looks at the screen, who then expects a mirror. */
  readonly isFront: boolean
  /** How to ask for the next of several cameras; `undefined` if there is one alone. */
  readonly next: CameraChoice | undefined
  /** Width and height of what it shows, in pixels. */
  size(): readonly [number, number]
  /** Turns the light on or off. */
  setTorch(isOn: boolean): Promise<void>
  /** The next picture that the camera makes; rejects if none comes for a while. */
  nextPicture(): Promise<void>
  /** The picture as it is now, or the part of it that is asked for. */
  takePicture(region: Region): ImageData | undefined
  close(): void
}

/** Which camera: by the side that it looks to, or that very one. */
export type CameraChoice = { readonly facing: Facing } | { readonly deviceId: string }

/** What browsers know of cameras, and TypeScript not yet (MediaStream Image Capture §6). */
interface CameraAbilities extends MediaTrackCapabilities {
  readonly torch?: boolean
  readonly focusMode?: readonly string[]
}

/** A camera that shows nothing for so long has stopped. */
const STALL_MS = 8000

/**
 * Opens a camera in a video element, when nothing is asked of a server any more, and nothing will be until it is
 * closed. Rejects as `getUserMedia` does.
 */
export async function openCamera(video: HTMLVideoElement, choice: CameraChoice): Promise<Camera> {
  const release = await holdCheck()
  try {
    const camera = await openNow(video, choice)
    return {
      ...camera,
      close() {
        camera.close()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function openNow(video: HTMLVideoElement, choice: CameraChoice): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { ...toConstraint(choice), width: { ideal: 1920 }, height: { ideal: 1080 } },
  })
  try {
    return await watch(stream, video, choice)
  } catch (error) {
    stopAll(stream)
    throw error
  }
}

async function watch(
  stream: MediaStream,
  video: HTMLVideoElement,
  choice: CameraChoice,
): Promise<Camera> {
  const [track] = stream.getVideoTracks()
  if (!track) throw new Error('the camera gives no pictures')
  const abilities: CameraAbilities = track.getCapabilities?.() ?? {}
  video.srcObject = stream
  await video.play()
  if (abilities.focusMode?.includes('continuous')) {
    await apply(track, { focusMode: 'continuous' }).catch(() => undefined)
  }
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  return {
    hasTorch: abilities.torch === true,
    isFront: sideOf(track, choice) === 'user',
    next: await findNext(track),
    size: () => [video.videoWidth, video.videoHeight],
    setTorch: (isOn) => apply(track, { torch: isOn }),
    nextPicture: () => nextPicture(video, track),
    takePicture({ left, top, width, height, scale }) {
      if (!context || width === 0) return undefined
      canvas.width = Math.round(width * scale)
      canvas.height = Math.round(height * scale)
      context.drawImage(video, left, top, width, height, 0, 0, canvas.width, canvas.height)
      return context.getImageData(0, 0, canvas.width, canvas.height)
    },
    close() {
      stopAll(stream)
      // Another may have taken its place.
      if (video.srcObject === stream) video.srcObject = null
      canvas.width = 0
    },
  }
}

function stopAll(stream: MediaStream): void {
  for (const each of stream.getTracks()) each.stop()
}

/** As the browser says; else as it was asked for. */
function sideOf(track: MediaStreamTrack, choice: CameraChoice): string | undefined {
  return track.getSettings().facingMode ?? ('facing' in choice ? choice.facing : undefined)
}

function toConstraint(choice: CameraChoice): MediaTrackConstraints {
  if ('deviceId' in choice) return { deviceId: { exact: choice.deviceId } }
  return { facingMode: { ideal: choice.facing } }
}

function apply(track: MediaStreamTrack, wanted: Readonly<Record<string, unknown>>): Promise<void> {
  return track.applyConstraints({ advanced: [wanted] })
}

/** A telephone's cameras are told apart by their side, as it has several on its back. */
async function findNext(track: MediaStreamTrack): Promise<CameraChoice | undefined> {
  const { facingMode, deviceId } = track.getSettings()
  const devices = await navigator.mediaDevices.enumerateDevices()
  const cameras = devices.filter(({ kind }) => kind === 'videoinput')
  if (cameras.length < 2) return undefined
  if (facingMode === 'user') return { facing: 'environment' }
  if (facingMode === 'environment') return { facing: 'user' }
  const at = cameras.findIndex((camera) => camera.deviceId === deviceId)
  const next = cameras[(at + 1) % cameras.length]
  return next && { deviceId: next.deviceId }
}

/** A page that is not looked at gets no pictures, and misses none. A camera that is unplugged ends its track. */
function nextPicture(video: HTMLVideoElement, track: MediaStreamTrack): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(stalled)
      track.removeEventListener('ended', stopped)
      act()
    }
    const shown = () => settle(resolve)
    const stopped = () => settle(() => reject(new Error('the camera shows nothing')))
    const stalled = setTimeout(() => (document.hidden ? shown() : stopped()), STALL_MS)
    track.addEventListener('ended', stopped)
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(shown)
    else requestAnimationFrame(shown)
  })
}
