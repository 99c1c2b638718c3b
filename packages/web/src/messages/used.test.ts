import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { it } from 'node:test'
import { FRAMEWORKS } from 'pratique/verify'
import { EN } from './en.ts'

const PAGE = new URL('../', import.meta.url)

/** The text of every module and component under a folder, but tests and the messages themselves. */
function readSources(folder: URL): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|svelte)$/.test(path) && !/\.test\.ts$|^messages\/\w\w\//.test(path))
    .map((path) => readFileSync(new URL(path, folder), 'utf8'))
    .join('\n')
}

it('every message is said somewhere', () => {
  const page = readSources(PAGE)
  const networks: readonly string[] = FRAMEWORKS
  const isValue = (name: string) => page.includes(`'${name}'`) || networks.includes(name)
  // Some sections are asked by a value, as `data.${status}`.
  const isSaid = (section: string, name: string) =>
    page.includes(`'${section}.${name}'`) || (page.includes(`\`${section}.\${`) && isValue(name))
  const unsaid = Object.entries(EN).flatMap(([section, messages]) =>
    Object.keys(messages).flatMap((name) => (isSaid(section, name) ? [] : [`${section}.${name}`])),
  )
  assert.deepEqual(unsaid, [])
})
