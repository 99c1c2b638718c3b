/**
 * What a scan is given, and whom it tells.
 *
 * @module
 */

import type { Facing } from './camera.ts'
import type { Need } from './codes.ts'

export interface ScanProps {
  /** What is checked, in words. */
  readonly mode?: string | undefined
  /** Texts of this check so far. */
  readonly gathered: readonly string[]
  /** Why more is wanted. */
  readonly need?: Need | undefined
  readonly progress?: { readonly done: number; readonly of: number } | undefined
  /** Whether what was read last was no such code after all. */
  readonly isUnfit?: boolean | undefined
  readonly facing: Facing
  /** `leftOut`: so many codes beside it were no certificates. A scan of updates goes on. */
  readonly onread: (texts: readonly string[], seen: { readonly leftOut: number }) => void
  readonly oncancel: () => void
}
