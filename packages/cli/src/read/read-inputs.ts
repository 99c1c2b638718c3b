/**
 * The contents of inputs, whatever formats they are of.
 *
 * @module
 */

import { createTrustStore } from 'pratique/trust'
import { createVerifier } from 'pratique/verify'
import type { InputText } from '../inputs/inputs.ts'
import type { Contents } from './contents.ts'

/** Contents, and the inputs that they came from. */
export interface InputContents {
  readonly contents: Contents
  readonly sources: readonly InputText[]
}

const HC1 = /^\s*HC1:/

/** Takes all inputs apart. They come in their order; parts of one card count as its first. */
export async function readContents(
  inputs: readonly InputText[],
  showValues: boolean,
): Promise<readonly InputContents[]> {
  const found: InputContents[] = []
  const others: InputText[] = []
  for (const input of inputs) {
    if (!HC1.test(input.text)) {
      others.push(input)
      continue
    }
    const { readHcert } = await import('./hcert.ts')
    found.push({ contents: readHcert(input.text, showValues), sources: [input] })
  }
  if (others.length > 0) found.push(...(await readOthers(others, showValues)))
  return found.sort((a, b) => positionOf(a) - positionOf(b))
}

async function readOthers(
  inputs: readonly InputText[],
  showValues: boolean,
): Promise<readonly InputContents[]> {
  const { isCard, readCards } = await import('./smart-health-card.ts')
  const cards = inputs.filter(({ text }) => isCard(text))
  const found = readCards(
    cards.map(({ text }) => text.trimStart()),
    showValues,
  ).map(
    ({ contents, from }): InputContents => ({
      contents,
      sources: from.flatMap((index) => cards[index] ?? []),
    }),
  )
  for (const input of inputs) {
    if (!isCard(input.text))
      found.push({ contents: await nameFormat(input.text), sources: [input] })
  }
  return found
}

/** A verifier without formats knows them by name. */
async function nameFormat(text: string): Promise<Contents> {
  const verifier = createVerifier({ formats: [], trust: createTrustStore({ records: [] }) })
  const { format, code, exitCode } = await verifier.verify(text, { now: 0 })
  const steps = [{ step: 'text', size: text.length, unit: 'characters' }] as const
  return { ...(format && { format }), steps: [...steps], ...(code && { code }), exitCode }
}

function positionOf({ sources }: InputContents): number {
  return sources[0]?.position ?? 0
}
