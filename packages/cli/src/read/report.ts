/**
 * Contents in words, and as JSON.
 *
 * @module
 */

import { MESSAGES } from 'pratique/messages/en'
import { nameOfFormat } from '../formats.ts'
import { namesOf, positionsOf } from '../output/answer.ts'
import { type Statement, writeColumns } from '../output/columns.ts'
import { toJsonLine, visible } from '../output/visible.ts'
import type { Contents } from './contents.ts'
import type { Member } from './outline.ts'
import type { InputContents } from './read-inputs.ts'

/** Writes contents in words. That nothing is verified stands first. */
export function writeContents(all: readonly InputContents[]): string {
  return all.map((each) => `${writeOne(each).join('\n')}\n`).join('\n')
}

/** Writes contents as one line of JSON. */
export function writeContentsJson({ contents, sources }: InputContents): string {
  return toJsonLine({ verified: false, ...contents, input: positionsOf({ sources }) })
}

function writeOne({ contents, sources }: InputContents): readonly string[] {
  const { format, steps, header, claims, code } = contents
  const statements = [
    { name: 'Format', words: format === undefined ? 'none that is known' : nameOfFormat(format) },
    ...steps.map(({ step, size, unit }) => ({ name: capitalised(step), words: `${size} ${unit}` })),
    ...(header ? [{ name: 'Algorithm', words: visible(header.alg) || 'not named' }] : []),
    ...(header ? [{ name: 'Key', words: visible(header.kid) || 'not named' }] : []),
  ]
  return [
    `NOT VERIFIED: this is only what is inside ${namesOf({ sources })}`,
    '',
    ...writeColumns(statements),
    ...(claims ? ['', 'Claims', ...writeMembers(claims.members ?? [], 1)] : []),
    '',
    ...writeColumns([...stateEnd(contents), ...stateMore(code)]),
  ]
}

function stateEnd({ code, claims }: Contents): readonly Statement[] {
  if (code) return [{ name: 'It ends here', words: MESSAGES[code].title }]
  const isHidden = claims !== undefined && !hasValue(claims)
  return [
    ...(isHidden ? [{ name: 'Values', words: 'left out: --show-person shows them' }] : []),
    { name: 'What to do', words: 'Nothing of this is proved: "pratique verify" says what is.' },
  ]
}

function stateMore(code: Contents['code']): readonly Statement[] {
  return code ? [{ name: 'More', words: `pratique help ${code}` }] : []
}

function hasValue({ value, members = [] }: Member): boolean {
  return value !== undefined || members.some(hasValue)
}

function writeMembers(members: readonly Member[], depth: number): readonly string[] {
  const indent = '  '.repeat(depth)
  return members.flatMap(({ name, type, value, members: inner = [] }) => {
    const shown = value === undefined ? '' : `: ${visible(value)}`
    return [`${indent}${visible(name)}  ${type}${shown}`, ...writeMembers(inner, depth + 1)]
  })
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
