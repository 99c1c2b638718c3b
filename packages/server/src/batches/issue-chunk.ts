/**
 * The rows of a chunk → what came of each, in their order.
 *
 * @module
 */

import { setImmediate } from 'node:timers/promises'
import type { JsonObject } from 'pratique/codecs'
import { UsageError } from 'pratique/errors'
import type { IntakeRow } from 'pratique/intake'
import type { Issued } from 'pratique/issue'
import { toPng, toSvg } from 'pratique/qr'
import type { Authority } from '../issuing/authority.ts'
import { draw } from '../issuing/symbol.ts'
import type { BatchPictures } from '../storage/tables.ts'
import type { BatchOptions, ChunkOutcome, LeasedChunk } from './batch.ts'
import { decodeRows } from './rows.ts'

/**
 * So many rows go through each step together, which takes a tenth less time than one after the other; then whoever else
 * waits in this process gets a turn.
 */
const TOGETHER = 16

/** A fault of a row: a place in it and words, without any value of it. */
interface RowFault {
  readonly path: string
  readonly kind: string
  readonly words: string
}

/** Outcomes as JSON lines, and how many of which there are. */
export interface IssuedChunk extends Omit<ChunkOutcome, 'result'> {
  readonly lines: Uint8Array
}

/**
 * Issues a chunk.
 *
 * @param signal is looked at between turns
 * @throws what is nobody's order's fault: {UsageError} `usage.lists` and the like; the signal's reason
 */
export async function issueChunk(
  authority: Authority,
  { options, firstRow }: Pick<LeasedChunk, 'options' | 'firstRow'>,
  input: Uint8Array,
  signal: AbortSignal,
): Promise<IssuedChunk> {
  const lines: string[] = []
  let issued = 0
  const rows = decodeRows(input)
  for (let at = 0; at < rows.length; at += TOGETHER) {
    await setImmediate()
    signal.throwIfAborted()
    const turn = rows.slice(at, at + TOGETHER)
    const outcomes = await Promise.all(turn.map(({ row }) => issueRow(authority, options, row)))
    for (const outcome of outcomes) {
      if (outcome.status === 'issued') issued++
      lines.push(JSON.stringify({ row: firstRow + lines.length, ...outcome }))
    }
  }
  return { lines: encode(lines), issued, refused: lines.length - issued, lost: 0 }
}

/** The outcomes of a chunk that nobody can work on any more: its rows are to be sent again. */
export function loseChunk({ firstRow, rows }: Pick<LeasedChunk, 'firstRow' | 'rows'>): IssuedChunk {
  const faults = [{ path: '', kind: 'request.resubmit', words: 'to be sent again: not issued' }]
  const lines = Array.from({ length: rows }, (_, at) =>
    JSON.stringify({ row: firstRow + at, status: 'refused', faults }),
  )
  return { lines: encode(lines), issued: 0, refused: rows, lost: rows }
}

function encode(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`${lines.join('\n')}\n`)
}

async function issueRow(
  authority: Authority,
  { pictures, ...request }: BatchOptions,
  row: IntakeRow,
) {
  const { place } = row
  if ('faults' in row) return { place, status: 'refused', faults: row.faults }
  const outcome = await issue(authority, request, row.order)
  if ('faults' in outcome) return { place, status: 'refused', faults: outcome.faults }
  const { format, texts, receipt } = outcome.issued
  return {
    ...{ place, status: 'issued', format, texts },
    ...(receipt && { receipt: `${receipt.list}/${receipt.index}` }),
    ...(pictures !== 'none' && { [pictures]: texts.map((text) => picture(text, pictures)) }),
  }
}

async function issue(
  authority: Authority,
  { site, format, purpose }: Omit<BatchOptions, 'pictures'>,
  order: JsonObject,
): Promise<{ readonly issued: Issued } | { readonly faults: readonly RowFault[] }> {
  try {
    return await authority.issue({ site, format, purpose, order })
  } catch (error) {
    if (!(error instanceof UsageError) || error.code !== 'usage.issuer') throw error
    // Of this order alone: the key signs no such certificate. The others go on.
    return { faults: [{ path: 'fact', kind: 'not-signed', words: error.message }] }
  }
}

/** SVG as text, PNG in base64. */
function picture(text: string, kind: Exclude<BatchPictures, 'none'>): string {
  const symbol = draw(text)
  if (kind === 'svg') return toSvg(symbol)
  return Buffer.from(toPng(symbol)).toString('base64')
}
