/**
 * Loads what a scan needs while nothing else is to be done, so that the camera opens at once.
 *
 * @module
 */

import { preload } from 'zxing-wasm/reader/zxing_reader.wasm?embedded'

/** Resolves when the code of camera and reader is here; asks for no camera. */
export async function preloadScanning(): Promise<void> {
  await Promise.all([import('./ScanView.svelte'), import('./scanner.ts'), preload()])
}
