/**
 * `npm run bench:load`: a server under load, beside the library in the same run.
 *
 * The exit code is 1 if a goal is missed, 2 if the arguments make no sense.
 *
 * @module
 */

import { measureBatches } from './batches.ts'
import { type LoadOptions, type PartName, parseLoadOptions, USAGE } from './options.ts'
import { type Figure, writeFigures } from './report.ts'
import { measureSingles } from './singles.ts'
import { measureVerifications } from './verifications.ts'

type Part = (options: LoadOptions) => Promise<readonly Figure[]>

const PARTS: Readonly<Record<PartName, Part>> = {
  batches: ({ rows }) => measureBatches(rows),
  singles: ({ isQuick }) =>
    measureSingles(
      isQuick ? { warmUpSeconds: 5, seconds: 10 } : { warmUpSeconds: 20, seconds: 60 },
    ),
  verifications: ({ isQuick }) =>
    measureVerifications(
      isQuick
        ? { count: 5000, warmUpMs: 5000, rounds: 10, sliceMs: 500 }
        : { count: 20_000, warmUpMs: 10_000, rounds: 30, sliceMs: 500 },
    ),
}

const options = parseLoadOptions(process.argv.slice(2))
if (!options) {
  process.stderr.write(USAGE)
  process.exitCode = 2
}
for (const name of options?.parts ?? []) {
  const figures = options ? await PARTS[name](options) : []
  console.log(writeFigures(name, figures))
  if (figures.some(({ isMet }) => isMet === false)) process.exitCode = 1
}
