/**
 * Cameras as browsers of telephones and desks have them, which Chromium's fake camera is not.
 *
 * @module
 */

import type { Page } from 'playwright-core'

/** A camera of the device; a telephone says which side it looks to. */
export interface StubCamera {
  readonly deviceId: string
  readonly facingMode?: 'environment' | 'user'
  readonly hasTorch?: boolean
}

/** What the page did with cameras, as its tests look at it. */
export interface CameraLog {
  /** The constraints of each time that one was asked for. */
  readonly asked: readonly { readonly facingMode?: object; readonly deviceId?: object }[]
  /** What was set, in order. */
  readonly applied: readonly object[]
  /** Of each camera that was opened, in order. */
  readonly states: readonly MediaStreamTrackState[]
}

/** Puts cameras in the place of the browser's; with none, the browser's own are watched. */
export async function stubCameras(page: Page, cameras: readonly StubCamera[] = []): Promise<void> {
  await page.evaluate(installCameras, cameras)
}

export async function readCameras(page: Page): Promise<CameraLog> {
  return page.evaluate(() => {
    const { asked, applied, tracks } = Reflect.get(window, 'cameras')
    const states = tracks.map(({ readyState }: MediaStreamTrack) => readyState)
    return { asked, applied, states }
  })
}

/** Takes the camera that was opened last from the device. */
export async function unplugCamera(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { tracks, cameras } = Reflect.get(window, 'cameras')
    const last: MediaStreamTrack = tracks.at(-1)
    const at = cameras.findIndex(
      ({ deviceId }: StubCamera) => deviceId === last.getSettings().deviceId,
    )
    cameras.splice(at, 1)
    last.stop()
    last.dispatchEvent(new Event('ended'))
  })
}

/** Runs in the browser. */
function installCameras(given: readonly StubCamera[]): void {
  const cameras = [...given]
  const [asked, applied, tracks] = [[], [], []] as [object[], object[], MediaStreamTrack[]]
  Object.assign(window, { cameras: { cameras, asked, applied, tracks } })
  const { mediaDevices } = navigator
  const own = mediaDevices.getUserMedia.bind(mediaDevices)

  const find = ({ deviceId, facingMode }: Record<string, { exact?: string; ideal?: string }>) => {
    if (deviceId) return cameras.find((each) => each.deviceId === deviceId.exact)
    return cameras.find((each) => each.facingMode === facingMode?.ideal) ?? cameras[0]
  }
  const film = ({ deviceId, facingMode, hasTorch = false }: StubCamera) => {
    const canvas = document.createElement('canvas')
    const context = canvas.getContext('2d')
    setInterval(() => context?.fillRect(0, 0, 9, 9), 50)
    const stream = canvas.captureStream()
    const [track] = stream.getVideoTracks()
    if (!track) throw new Error('a canvas has a track')
    Object.assign(track, {
      getCapabilities: () => ({ torch: hasTorch, focusMode: ['manual', 'continuous'] }),
      getSettings: () => ({ deviceId, ...(facingMode && { facingMode }) }),
      applyConstraints: async ({ advanced: [wanted] = [{}] }: MediaTrackConstraints) => {
        applied.push(wanted ?? {})
      },
    })
    return stream
  }
  const open = async (constraints: MediaStreamConstraints) => {
    const video = Object(constraints.video)
    asked.push(video)
    const camera = find(video)
    if (given.length > 0 && !camera) throw new DOMException('', 'OverconstrainedError')
    const stream = camera ? film(camera) : await own(constraints)
    tracks.push(...stream.getVideoTracks())
    return stream
  }
  Object.defineProperty(mediaDevices, 'getUserMedia', { configurable: true, value: open })
  if (given.length === 0) return
  const list = async () => cameras.map(({ deviceId }) => ({ deviceId, kind: 'videoinput' }))
  Object.defineProperty(mediaDevices, 'enumerateDevices', { configurable: true, value: list })
}
