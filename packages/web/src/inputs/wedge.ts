/**
 * Hand scanners that type what they read: bursts of keys, far faster than a person, ended by Enter, Tab or
 * a pause.
 *
 * Radio and busy computers hold keys back, and let them go all at once: so a burst is told by most of its
 * keys, or by how its text begins, never by each gap. Once it is a scanner's, a long gap ends it no more:
 * only silence does, which the listener counts.
 *
 * A scanner sends the keys of one keyboard, and the computer may have another: `:` then becomes `Ö`, `A`
 * becomes `Q`. Which keys they were is known still, so the text is put together both ways.
 *
 * @module
 */

import { detect, trimLeadingSpace } from 'pratique/verify'

/** A key that went down. */
export interface KeyPress {
  /** What it means to the computer (`KeyboardEvent.key`). */
  readonly key: string
  /** Which one it is (`KeyboardEvent.code`). */
  readonly code: string
  readonly shiftKey: boolean
  /** With another level of the keyboard, which the United States have not. */
  readonly altKey: boolean
  /** Milliseconds, from any beginning. */
  readonly time: number
}

/** The keys of a burst so far. */
export interface Burst {
  /** As the computer understood them. */
  readonly typed: string
  /** As they stand on a keyboard of the United States; `undefined` once one is on none. */
  readonly byPlace: string | undefined
  readonly lastTime: number
  /** How many keys came fast upon the one before. */
  readonly fastKeys: number
  /** Whether it is a scanner, so that its keys are to do nothing else on the page. */
  readonly isScanner: boolean
}

export const NO_BURST: Burst = {
  ...{ typed: '', byPlace: '', lastTime: Number.NEGATIVE_INFINITY },
  ...{ fastKeys: 0, isScanner: false },
}

/** Between two keys of a scanner, as a rule; people need three times as long. */
const FAST_MS = 50

/** What is silent for so long has ended. */
export const SILENCE_MS = 400

/** From so many on it is no accident: nobody rolls over the keys for longer. */
const FEWEST_KEYS = 6

/** So many of them begin no word that a person types. */
const SHORTEST_BEGINNING = 4

/** No code holds more. */
const MOST_KEYS = 20_000

/** What is said of a burst that is over. */
export type WedgeReading =
  | { readonly kind: 'text'; readonly text: string }
  /** It is a scanner, and its keyboard is another than this computer's. */
  | { readonly kind: 'garbled' }
  | { readonly kind: 'nothing' }

/** Adds a key; after a silence it begins anew, unless it is a scanner's. */
export function addKey(burst: Burst, press: KeyPress): Burst {
  const isLate = press.time - burst.lastTime > SILENCE_MS && !burst.isScanner
  const before = isLate ? NO_BURST : burst
  const isFast = press.time - before.lastTime <= FAST_MS
  const isCharacter = [...press.key].length === 1
  const isFull = before.typed.length >= MOST_KEYS
  // Shift and dead keys type nothing by themselves; what they are is told by the next.
  if (isFull || (!isCharacter && press.key !== 'Dead')) return { ...before, lastTime: press.time }
  const placed = placeOf(press)
  const isPlaced = before.byPlace !== undefined && placed !== undefined
  const after = {
    typed: before.typed + (isCharacter ? press.key : ''),
    byPlace: isPlaced ? before.byPlace + placed : undefined,
    lastTime: press.time,
    fastKeys: before.fastKeys + Number(isFast),
  }
  return { ...after, isScanner: before.isScanner || isOfScanner(after) }
}

function isOfScanner({ typed, byPlace, fastKeys }: Omit<Burst, 'isScanner'>): boolean {
  if (typed.length >= FEWEST_KEYS && 2 * fastKeys >= typed.length) return true
  if (typed.length < SHORTEST_BEGINNING) return false
  return [typed, byPlace ?? ''].some((text) => isKnown(withoutIdentifier(text)))
}

/** Whether a key ends a burst. */
export function isEnd(key: string): boolean {
  return key === 'Enter' || key === 'Tab'
}

/** Tells what a burst says. */
export function readBurst(burst: Burst): WedgeReading {
  if (!burst.isScanner) return { kind: 'nothing' }
  const typed = withoutIdentifier(burst.typed)
  const byPlace = burst.byPlace === undefined ? undefined : withoutIdentifier(burst.byPlace)
  const both = byPlace === undefined ? [typed] : [typed, byPlace]
  const text = both.find((each) => ALPHABETS.test(each)) ?? both.find(isKnown)
  if (text !== undefined) return { kind: 'text', text }
  return typed === byPlace ? { kind: 'text', text: typed } : { kind: 'garbled' }
}

/** Texts whose every character is one that their format has, zones of passports among them: no other keyboard made them. */
const ALPHABETS =
  /^(?:HC1:[0-9A-Z $%*+\-./:]+|shc:\/[\d/]+|NZCP:\/[\dA-Z/]+|(?=.*<)[0-9A-Z<]{30,90})$/

/** What scanners may send before the text: which symbology it was (ISO/IEC 15424). */
const IDENTIFIER = /^\][A-Za-z][0-9A-Za-z](?=.)/

function withoutIdentifier(text: string): string {
  return text.replace(IDENTIFIER, '')
}

function isKnown(text: string): boolean {
  const detected = detect(trimLeadingSpace(text))
  return detected.kind === 'carrier' || detected.name !== 'unknown'
}

/** Keys beside letters and digits on a keyboard of the United States, alone and with Shift. */
const PLACES: Readonly<Record<string, string>> = {
  Space: '  ',
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  NumpadDecimal: '..',
  NumpadDivide: '//',
  NumpadMultiply: '**',
  NumpadSubtract: '--',
  NumpadAdd: '++',
}
const SHIFTED_DIGITS = ')!@#$%^&*('

function placeOf({ code, shiftKey, altKey }: KeyPress): string | undefined {
  if (altKey) return undefined
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? []
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase()
  const [, row, digit] = /^(Digit|Numpad)(\d)$/.exec(code) ?? []
  if (digit !== undefined) {
    return shiftKey && row === 'Digit' ? SHIFTED_DIGITS.charAt(Number(digit)) : digit
  }
  return PLACES[code]?.charAt(shiftKey ? 1 : 0)
}
