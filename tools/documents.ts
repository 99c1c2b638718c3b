/**
 * Writes anew what pages take from elsewhere: every `console` block is run, and says afterwards what
 * the program said; vectors are counted and run. Look at the difference before you commit it.
 *
 *     node tools/documents.ts
 *
 * @module
 */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeCounts } from './documents/counts.ts'
import { writeFormatTable, writeNamedFormats } from './documents/format-table.ts'
import { listPages, openThis } from './documents/pages.ts'
import { listSessions, runSession, writeSteps } from './documents/sessions.ts'

const repository = await openThis()
let written = 0
for (const page of listPages(repository)) {
  const lines = page.text.split('\n')
  // From the last to the first, so that line numbers stay true.
  for (const session of listSessions(page).toReversed()) {
    const length = writeSteps(session.steps).length
    lines.splice(session.line, length, ...writeSteps(runSession(repository.root, session)))
  }
  const counted = writeNamedFormats(writeCounts(lines.join('\n'), repository))
  const text = await writeFormatTable(counted, repository)
  if (text === page.text) continue
  writeFileSync(join(repository.root, page.path), text)
  written++
}
console.log(`${written} pages written anew`)
