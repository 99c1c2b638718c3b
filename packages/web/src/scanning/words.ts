/**
 * Which words say what happened in a scan.
 *
 * @module
 */

import type { FileFault } from '../inputs/read-file.ts'
import type { MessageArguments, MessageName } from '../messages/languages.ts'
import type { CameraFault } from './camera-fault.ts'
import type { Awaited, CodeOption, Need, Sight } from './codes.ts'

/** A text of the page and what is put into it. */
export type Words = readonly [name: MessageName, values?: MessageArguments]

/** Why there is no picture, and what to do about it. */
export const FAULT_WORDS: Readonly<
  Record<CameraFault | 'reader', { readonly title: MessageName; readonly advice: MessageName }>
> = {
  refused: { title: 'scan.refusedTitle', advice: 'scan.refused' },
  none: { title: 'scan.noneTitle', advice: 'scan.none' },
  busy: { title: 'scan.busyTitle', advice: 'scan.busy' },
  insecure: { title: 'scan.insecureTitle', advice: 'scan.insecure' },
  stopped: { title: 'scan.stoppedTitle', advice: 'scan.stopped' },
  reader: { title: 'scan.readerTitle', advice: 'scan.reader' },
}

export const FILE_WORDS: Readonly<Record<FileFault, MessageName>> = {
  empty: 'scan.empty',
  'too-large': 'scan.tooLarge',
  'no-code': 'scan.noCode',
  'unreadable-picture': 'scan.unreadablePicture',
  heic: 'scan.heic',
  'no-text': 'scan.noText',
  pdf: 'scan.pdf',
  'pdf-locked': 'scan.pdfLocked',
  'pdf-long': 'scan.pdfLong',
}

export const KIND_WORDS: Readonly<Record<CodeOption['kind'], MessageName>> = {
  hc1: 'scan.kindHc1',
  shc: 'scan.kindShc',
  shlink: 'scan.kindShlink',
  'vds-nc': 'scan.kindVdsNc',
  divoc: 'scan.kindDivoc',
  nzcp: 'scan.kindNzcp',
  other: 'scan.kindOther',
}

export const TITLES: Readonly<Record<Need, MessageName>> = {
  chunks: 'scan.partsTitle',
  another: 'scan.anotherTitle',
  updates: 'data.codes',
}

const UNFIT_WORDS: Readonly<Record<Need, MessageName>> = {
  chunks: 'scan.unfitPart',
  another: 'scan.unfitOther',
  updates: 'data.refusedCode',
}

/** What is said of codes that are not taken; nothing of a picture without codes. */
export function toNotice(
  { repeated, unfit }: Extract<Sight, { kind: 'nothing' }>,
  need: Awaited['need'],
): Words | undefined {
  if (unfit) return [UNFIT_WORDS[need ?? 'another']]
  return repeated ? ['scan.repeated'] : undefined
}
