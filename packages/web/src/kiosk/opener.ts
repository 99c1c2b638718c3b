/**
 * The gate behind a kiosk: the page that opened it, at the one origin that the build names. It is told a
 * verdict and its code, and nothing of the person.
 *
 * @module
 */

import type { KioskAnswer } from './kiosk.ts'

/** What the opener is sent, with its own origin as the target: another page gets nothing. */
export interface VerdictMessage {
  readonly type: 'pratique-verdict'
  readonly verdict: KioskAnswer['verdict']
  readonly exitCode: KioskAnswer['exitCode']
  readonly code: string | null
}

export function toMessage({ verdict, exitCode, code }: KioskAnswer): VerdictMessage {
  return { type: 'pratique-verdict', verdict, exitCode, code: code ?? null }
}

/** The window that opened this one: `window.opener`. A page that shows the kiosk in a frame is told nothing. */
export type Gate = Pick<Window, 'postMessage'> | null

/** Tells the gate; nobody if the build names no origin. */
export function tellOpener(gate: Gate, origin: string | undefined, answer: KioskAnswer): void {
  if (origin !== undefined) gate?.postMessage(toMessage(answer), origin)
}
