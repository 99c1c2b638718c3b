/**
 * Names on the left, words on the right, in lines that fit a page.
 *
 * @module
 */

/** A name and what is stated of it. A name of '' goes on with the one before. */
export interface Statement {
  readonly name: string
  readonly words: string
}

const LABEL_WIDTH = 13
const LINE_WIDTH = 100

/** Writes statements under each other. Long ones go on in the next line; nothing is cut. */
export function writeColumns(statements: readonly Statement[], indent = ''): readonly string[] {
  const width = LINE_WIDTH - indent.length - LABEL_WIDTH - 1
  return statements.flatMap(({ name, words }) =>
    wrap(words, width).map((line, index) => {
      const label = index === 0 ? name : ''
      return `${indent}${label.padEnd(LABEL_WIDTH)} ${line}`
    }),
  )
}

/** Breaks a text at blanks; a word that is longer than a line stands in one of its own. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && longer.length > width) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line]
}
