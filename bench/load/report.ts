/**
 * What the server reached under load, as a table.
 *
 * @module
 */

/** One line. Without a goal it is for whoever reads. */
export interface Figure {
  readonly what: string
  readonly reached: string
  readonly goal?: string
  readonly isMet?: boolean
}

/** Writes it as Markdown. */
export function writeFigures(title: string, figures: readonly Figure[]): string {
  const lines = figures.map(({ what, reached, goal = '', isMet }) => {
    const told = isMet === undefined ? '' : isMet ? 'met' : '**missed**'
    return `| ${[what, reached, goal, told].join(' | ')} |`
  })
  return ['', `## ${title}`, '', '| | reached | goal | |', '|---|---|---|---|', ...lines, ''].join(
    '\n',
  )
}
