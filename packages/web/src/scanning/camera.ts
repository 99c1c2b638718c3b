/**
 * The camera: its pictures go to a canvas, and from there to the scanner.
 *
 * @module
 */

const WIDTH = 960

export interface Camera {
  /** The picture as it is now, at most 960 pixels wide; `undefined` before the first. */
  takeFrame(): ImageData | undefined
  close(): void
}

export async function openCamera(video: HTMLVideoElement): Promise<Camera> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      facingMode: { ideal: 'environment' },
      width: { ideal: 1920 },
      height: { ideal: 1080 },
    },
  })
  video.srcObject = stream
  await video.play()
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false })
  return {
    takeFrame() {
      const { videoWidth, videoHeight } = video
      if (!context || videoWidth === 0) return undefined
      const scale = Math.min(1, WIDTH / videoWidth)
      canvas.width = Math.round(videoWidth * scale)
      canvas.height = Math.round(videoHeight * scale)
      context.drawImage(video, 0, 0, canvas.width, canvas.height)
      return context.getImageData(0, 0, canvas.width, canvas.height)
    },
    close() {
      for (const track of stream.getTracks()) track.stop()
      video.srcObject = null
      canvas.width = 0
    },
  }
}
