/**
 * Whether this page is a kiosk: the build says so, or lets the address say so.
 *
 * @module
 */

import type { Site } from '../data/site.ts'

export function isKiosk({ kiosk }: Site, hash: string): boolean {
  return kiosk?.start === 'always' || (kiosk?.start === 'on-request' && hash === '#kiosk')
}
