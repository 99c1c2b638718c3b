/**
 * The mode in a line, as it stands on the button and on every result.
 *
 * @module
 */

import type { Mode } from '../flow/mode.ts'
import { regionName } from '../messages/regions.ts'
import { languageOfPage, t } from '../messages/t.svelte.ts'
import { writeArrival } from './arrival.ts'

export function printMode(mode: Mode): string {
  if (mode.kind === 'genuine-only') return t('flow.printedGenuine')
  const destination = destinationName(mode.destination)
  const entry =
    mode.at === undefined
      ? t('flow.printedEntryNow', { destination })
      : t('flow.printedEntry', { destination, date: writeArrival(mode, languageOfPage()) })
  return mode.purpose === undefined
    ? entry
    : t('flow.printedPurpose', { mode: entry, purpose: mode.purpose })
}

/** A destination by its name, in the language of the page. */
export function destinationName(code: string): string {
  return code === '*' ? t('flow.everywhere') : regionName(code, languageOfPage())
}
