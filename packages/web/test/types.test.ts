import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { it } from 'node:test'
import { fileURLToPath } from 'node:url'

/** What `tsc` is for modules, svelte-check is for components. */
it('components have the types that they say', () => {
  const program = import.meta.resolve('svelte-check/bin/svelte-check')
  const workspace = fileURLToPath(new URL('..', import.meta.url))
  const options = ['--workspace', workspace, '--tsconfig', './tsconfig.json', '--fail-on-warnings']
  const { status, stdout } = spawnSync(
    process.execPath,
    [fileURLToPath(program), ...options, '--output', 'machine'],
    { encoding: 'utf8' },
  )
  assert.equal(status, 0, stdout)
})
