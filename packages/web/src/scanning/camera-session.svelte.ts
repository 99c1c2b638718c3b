/**
 * Camera and reader of one scan: opened, watched, ended.
 *
 * @module
 */

import { type Camera, type CameraChoice, openCamera } from './camera.ts'
import { type CameraFault, toCameraFault } from './camera-fault.ts'
import { ReaderError } from './reader-error.ts'
import { type Judge, lookThrough } from './scan-loop.ts'
import type { Scanner } from './scanner.ts'

export type CameraState = 'off' | 'opening' | 'open' | CameraFault | 'reader'

export interface CameraSession {
  readonly state: CameraState
  readonly hasTorch: boolean
  readonly isTorchOn: boolean
  readonly canSwitch: boolean
  readonly isMirrored: boolean
  /** The reader of codes, which pictures of files use as well. */
  scanner(): Promise<Scanner>
  /** Opens this camera, unless a person has switched to another. */
  start(choice: CameraChoice): Promise<void>
  /** Opens the next camera, for this scan and those after it. */
  switch(): Promise<void>
  toggleTorch(): Promise<void>
  /** Ends the camera, and keeps the reader. */
  stop(): void
  /** Ends both: what they held is gone. */
  end(): void
}

/** The camera that a person switched to: as long as the page is open, and nowhere written down. */
let switched: CameraChoice | undefined

export function createCameraSession(
  video: () => HTMLVideoElement | undefined,
  judge: Judge,
): CameraSession {
  let state = $state<CameraState>('off')
  let camera = $state.raw<Camera>()
  let isTorchOn = $state(false)
  let reader: Promise<Scanner> | undefined
  let running: AbortController | undefined

  function scanner(): Promise<Scanner> {
    reader ??= import('./scanner.ts').then(
      ({ startScanner }) => startScanner(),
      (cause: unknown) => {
        throw new ReaderError('the reader could not be loaded', { cause })
      },
    )
    return reader
  }

  function stop() {
    running?.abort()
    running = undefined
    camera?.close()
    camera = undefined
    isTorchOn = false
    state = 'off'
  }

  function endReader() {
    reader?.then((each) => each.end()).catch(() => undefined)
    reader = undefined
  }

  async function start(choice: CameraChoice) {
    stop()
    const mine = new AbortController()
    running = mine
    const { signal } = mine
    state = 'opening'
    // The reader starts while a person is asked for the camera.
    const ready = scanner()
    ready.catch(() => undefined)
    const opened = await openChosen(video(), choice)
    if (signal.aborted) {
      if (typeof opened === 'object') opened.close()
      return
    }
    if (typeof opened === 'string') {
      state = opened
      return
    }
    camera = opened
    state = 'open'
    const fault = await run(opened, ready, { judge, signal })
    if (signal.aborted) return
    stop()
    if (fault === 'reader') endReader()
    if (fault) state = fault
  }

  return {
    get state() {
      return state
    },
    get hasTorch() {
      return camera?.hasTorch === true
    },
    get isTorchOn() {
      return isTorchOn
    },
    get canSwitch() {
      return camera?.next !== undefined
    },
    get isMirrored() {
      return camera?.isFront === true
    },
    scanner,
    start,
    async switch() {
      if (!camera?.next) return
      switched = camera.next
      await start(switched)
    },
    async toggleTorch() {
      const [wanted, lit] = [!isTorchOn, camera]
      await lit?.setTorch(wanted).then(
        () => {
          if (camera === lit) isTorchOn = wanted
        },
        () => undefined,
      )
    },
    stop,
    end() {
      stop()
      endReader()
    },
  }
}

/** One that is there no more is forgotten. */
async function openChosen(
  video: HTMLVideoElement | undefined,
  choice: CameraChoice,
): Promise<Camera | CameraFault> {
  const opened = await open(video, switched ?? choice)
  if (opened !== 'none' || switched === undefined) return opened
  switched = undefined
  return open(video, choice)
}

async function open(
  video: HTMLVideoElement | undefined,
  choice: CameraChoice,
): Promise<Camera | CameraFault> {
  if (!navigator.mediaDevices || !video) return 'insecure'
  try {
    return await openCamera(video, choice)
  } catch (error) {
    return toCameraFault(error)
  }
}

/** Looks until the judge has enough. */
async function run(
  camera: Camera,
  ready: Promise<Scanner>,
  options: Parameters<typeof lookThrough>[2],
): Promise<'stopped' | 'reader' | undefined> {
  try {
    await lookThrough(camera, await ready, options)
    return undefined
  } catch (error) {
    return error instanceof ReaderError ? 'reader' : 'stopped'
  }
}
