/**
 * The page built with other data than the product has: with the records of Examplia, whose certificates count,
 * and with entry rules of countries that do not exist. Every verdict can be had of it, and of its kiosk, which
 * is at `#kiosk`.
 *
 * @module
 */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { keepPage } from './built-pages.ts'
import { type Site, serveSite } from './made-site.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const DATA = join(ROOT, 'packages/cli/data')
const EXERCISE = join(ROOT, 'vectors/exercise/trust.json')

/** After the newest date in the starter bundle, and before the certificates of Examplia end. */
export const NOW = '2026-12-01T09:00:00Z'

const VACCINATED = { vaccinated: { disease: 'covid-19', from: { days: 14 }, until: { days: 400 } } }
const TESTED = {
  tested: { disease: 'covid-19', classes: ['naat'], result: 'not-detected', withinHours: 72 },
}

/** By destination: UT takes a vaccination, as AQ, which is no country's, does of journeys for a purpose; XE asks for a test besides. */
const REQUIREMENTS = { UT: VACCINATED, AQ: VACCINATED, XE: { allOf: [VACCINATED, TESTED] } }

/** Serves it; the first time it is built, some seconds. */
export async function serveExercisePage(): Promise<Site> {
  return serveSite(await keepPage('exercise', buildInto))
}

async function buildInto(page: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-exercise-'))
  const [data, siteFile] = [join(folder, 'data'), join(folder, 'site.json')]
  writeData(data)
  const kiosk = { start: 'on-request' }
  writeFileSync(siteFile, JSON.stringify({ type: 'pratique-site', version: 1, kiosk }))
  process.env['PRATIQUE_SITE'] = siteFile
  await build({
    configFile: join(ROOT, 'packages/web/vite.config.ts'),
    logLevel: 'error',
    resolve: { alias: { '#data': data } },
    build: { outDir: page, emptyOutDir: true, minify: false },
  })
  delete process.env['PRATIQUE_SITE']
  rmSync(folder, { recursive: true })
}

function writeData(folder: string): void {
  cpSync(DATA, folder, { recursive: true })
  const specimens = join(folder, 'specimen-trust.json')
  const [mine, theirs] = [specimens, EXERCISE].map((path) => JSON.parse(readFileSync(path, 'utf8')))
  const lists = [...(mine.lists ?? []), ...theirs.lists]
  const records = [...mine.records, ...theirs.records]
  writeFileSync(specimens, JSON.stringify({ ...mine, lists, records }))
  rmSync(join(folder, 'policies'), { recursive: true })
  mkdirSync(join(folder, 'policies'))
  for (const [destination, requirement] of Object.entries(REQUIREMENTS)) {
    const policy = toPolicy(destination, requirement)
    writeFileSync(join(folder, 'policies', `${policy.id}.json`), JSON.stringify(policy))
  }
}

function toPolicy(destination: string, requirement: unknown) {
  return {
    ...{ type: 'pratique-policy', id: `exercise-${destination.toLowerCase()}`, version: '1.0.0' },
    title: { en: 'An exercise' },
    description: { en: 'Rules of a country that does not exist.' },
    destinations: [destination],
    ...(destination === 'AQ' && { appliesTo: { purposes: ['work', 'visit'] } }),
    source: { name: 'Pratique', url: 'https://pratique.example/', checkedOn: '2026-11-22' },
    effective: { from: '2021-07-01' },
    ...{ timezone: 'Etc/UTC', months: 'overflow', requirement },
  }
}
