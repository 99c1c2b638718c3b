/**
 * Protects private keys: two ECDSA signatures with one nonce give the key away, so that no signer of a
 * package takes a nonce or makes one. Whoever holds the key does, the platform or the token. Signatures
 * that come out the same each time are made by a tool of this repository, for keys that are public.
 *
 * @module
 */

import { posix } from 'node:path'
import ts from 'typescript'
import { isSource } from './imports.mjs'
import { isTest, runIfMain } from './repository.mjs'

/** Names that a nonce is given as. */
const NONCE = /^(?:k|nonce|extraEntropy|ephemeralKey|seed)$/

/** What makes nonces of messages (RFC 6979), by the names that it goes by. */
const DETERMINISTIC = /rfc[ -_]?6979|deterministic-?signature|signDeterministically/i

/** Files that sign, or say how: by their folder, or by what they import or call. */
const SIGNS = /\bSignPort\b|\bcreateSign\b|\bC_Sign\b|\.sign\(|from 'node:crypto'/

/**
 * Finds signers that take a nonce, and whatever makes one of a message.
 *
 * @param {import('./repository.mjs').Repository} repository
 * @returns {import('./repository.mjs').Fault[]}
 */
export function findFaults({ paths, read }) {
  return paths
    .filter((path) => /^packages\/[^/]+\/src\//.test(path) && isSource(path) && !isTest(path))
    .flatMap((file) => [...makerFaults(file, read(file)), ...takerFaults(file, read(file))])
}

function makerFaults(file, text) {
  return text.split('\n').flatMap((line, at) => {
    if (!DETERMINISTIC.test(line)) return []
    const message = 'a nonce is made of the message: leave it to the platform or the token'
    return [{ file, line: at + 1, message }]
  })
}

/** Parameters and members of that name, in files that sign. */
function takerFaults(file, text) {
  if (!SIGNS.test(text) && !posix.dirname(file).endsWith('/signing')) return []
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const faults = []
  const visit = (node) => {
    const isTaken =
      ts.isParameter(node) ||
      ts.isPropertySignature(node) ||
      ts.isPropertyAssignment(node) ||
      ts.isShorthandPropertyAssignment(node) ||
      ts.isBindingElement(node)
    if (isTaken && NONCE.test(node.name.getText(source))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source))
      const message = `${node.name.getText(source)}: a signer takes no nonce and no seed of one`
      faults.push({ file, line: line + 1, message })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return faults
}

await runIfMain(import.meta.url, findFaults)
