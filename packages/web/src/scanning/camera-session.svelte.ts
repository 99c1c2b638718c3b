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
  /** The reader of codes, which pictures of files use as well. */
  scanner(): Promise<Scanner>
  start(choice: CameraChoice): Promise<void>
  /** Opens the next camera. */
  switch(): Promise<void>
  toggleTorch(): Promise<void>
  /** Ends the camera, and keeps the reader. */
  stop(): void
  /** Ends both: what they held is gone. */
  end(): void
}

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
    const opened = await open(video(), choice)
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
    scanner,
    start,
    async switch() {
      if (camera?.next) await start(camera.next)
    },
    async toggleTorch() {
      const wanted = !isTorchOn
      await camera?.setTorch(wanted).then(
        () => {
          isTorchOn = wanted
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
