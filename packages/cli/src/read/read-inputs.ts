/**
 * The contents of inputs, whatever formats they are of.
 *
 * @module
 */

import { detect, trimLeadingSpace } from 'pratique/verify'
import { carrierOf, loadFormats } from '../formats.ts'
import type { InputText } from '../inputs/inputs.ts'
import type { Contents } from './contents.ts'

/** Contents, and the inputs that they came from. */
export interface InputContents {
  readonly contents: Contents
  readonly sources: readonly InputText[]
}

/** Takes all inputs apart. They come in their order; parts of one card count as its first. */
export async function readContents(
  inputs: readonly InputText[],
  showValues: boolean,
): Promise<readonly InputContents[]> {
  const cards = inputs.filter(({ text }) => carrierOf(text) === 'shc')
  const found: InputContents[] =
    cards.length > 0 ? [...(await readAllCards(cards, showValues))] : []
  for (const input of inputs) {
    const contents = await readOne(input.text, showValues)
    if (contents) found.push({ contents, sources: [input] })
  }
  return found.sort((a, b) => positionOf(a) - positionOf(b))
}

/** Anything but a card, which may be only a part of one. */
async function readOne(text: string, showValues: boolean): Promise<Contents | undefined> {
  const carrier = carrierOf(text)
  switch (carrier) {
    case undefined:
      return nameFormat(text)
    case 'shc':
      return undefined
    case 'hc1': {
      const { readHcert } = await import('./hcert.ts')
      return readHcert(text, await loadFormats([text]), showValues)
    }
    default: {
      const { readMessage } = await import('./message.ts')
      const trimmed = trimLeadingSpace(text)
      return readMessage(trimmed, carrier, await loadFormats([text]), showValues)
    }
  }
}

async function readAllCards(
  cards: readonly InputText[],
  showValues: boolean,
): Promise<readonly InputContents[]> {
  const { readCards } = await import('./smart-health-card.ts')
  const texts = cards.map(({ text }) => text.trimStart())
  return readCards(texts, showValues).map(({ contents, from }) => ({
    contents,
    sources: from.flatMap((index) => cards[index] ?? []),
  }))
}

function nameFormat(text: string): Contents {
  const detected = detect(trimLeadingSpace(text))
  const steps = [{ step: 'text', size: text.length, unit: 'characters' }] as const
  const { name } = detected
  const code = detected.kind === 'other' ? detected.code : 'format.not-asked'
  return { ...(name !== 'unknown' && { format: name }), steps: [...steps], code, exitCode: 30 }
}

function positionOf({ sources }: InputContents): number {
  return sources[0]?.position ?? 0
}
