/**
 * The outline of a decoded structure: names and types of its members, with values only on request.
 *
 * @module
 */

/** One member of a structure. */
export interface Member {
  /** As it is written; integers of CBOR with their meaning. */
  readonly name: string
  readonly type: string
  /** Only if values are to be shown. */
  readonly value?: string
  readonly members?: readonly Member[]
}

/** A decoded value, whatever it was decoded from. */
export type Decoded =
  | { readonly kind: 'value'; readonly type: string; readonly text: string }
  | { readonly kind: 'group'; readonly type: string; readonly children: readonly DecodedChild[] }

export interface DecodedChild {
  readonly name: string
  /** Looked at when it is its turn, so that depth is bounded here. */
  readonly decode: () => Decoded
}

/** What real certificates never reach; what goes on is counted and left out. */
const MAX_CHILDREN = 200
const MAX_DEPTH = 16

/** Outlines a value. Without `showValues` nothing is kept of it but names, types and counts. */
export function outline(name: string, decoded: Decoded, showValues: boolean, depth = 0): Member {
  const { type } = decoded
  if (decoded.kind === 'value') return { name, type, ...(showValues && { value: decoded.text }) }
  if (depth === MAX_DEPTH) return { name, type: `${type}, too deep to be shown` }
  const members = decoded.children
    .slice(0, MAX_CHILDREN)
    .map((child) => outline(child.name, child.decode(), showValues, depth + 1))
  const left = decoded.children.length - members.length
  return { name, type: left > 0 ? `${type}, ${left} not shown` : type, members }
}
