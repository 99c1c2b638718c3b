import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const SERVE = fileURLToPath(new URL('serve-fault.ts', import.meta.url))

test('a server that met an error which nobody caught ends, tells where, and says so', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pratique-fault-'))
  try {
    const file = join(folder, 'pratique.config.json')
    mkdirSync(join(folder, 'published'))
    writeFileSync(file, '{}')
    const { status, stdout, stderr } = spawnSync(process.execPath, [SERVE, file], {
      ...{ encoding: 'utf8', timeout: 60_000 },
    })
    assert.equal(status, 1, stderr)
    assert.match(stdout, /"at":"at [^"]*serve-fault.*it ends/)
    assert.doesNotMatch(stdout + stderr, /Ada/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
