import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { createFolder } from './folders.ts'

/** In plain JavaScript, without types. */
const TOOL = new URL('../compile-early.mjs', import.meta.url).href
const {
  compileEarly,
}: { compileEarly(code: string, path: string, runs: readonly (readonly string[])[]): string } =
  await import(TOOL)

/** Declared below its use, in an expression, in another function, never called. */
const CODE =
  'console.log(outer(2));function outer(n){function inner(m){return m+n}return[1].map(function(x){return x+inner(3)})}' +
  'function unused(){return 0}var later=async function(){return 1};console.log(await later());export{outer};'

const EARLY =
  'var outer=(function outer(n){function inner(m){return m+n}return[1].map((function(x){return x+inner(3)}))});' +
  'console.log(outer(2));' +
  'function unused(){return 0}var later=(async function(){return 1});console.log(await later());export{outer};'

describe('what is called', () => {
  it('stands in brackets, and does what it did', (t) => {
    const folder = createFolder(t, { 'a.mjs': CODE, 'b.mjs': EARLY })
    const path = join(folder, 'a.mjs')
    assert.equal(compileEarly(CODE, path, [[path]]), EARLY)
    const said = ['a.mjs', 'b.mjs'].map((name) => {
      return spawnSync(process.execPath, [join(folder, name)], { encoding: 'utf8' }).stdout
    })
    assert.deepEqual(said, ['[ 6 ]\n1\n', '[ 6 ]\n1\n'])
  })

  it('must be something', (t) => {
    const path = join(createFolder(t, { 'a.mjs': '' }), 'a.mjs')
    assert.throws(() => compileEarly('', path, [[path]]), /called nothing/)
  })
})
