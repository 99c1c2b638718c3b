/**
 * What the library takes from nowhere (DESIGN §5): a clock, a network, a store, chance. All of them
 * are arguments, or not there at all.
 *
 * @module
 */

import ts from 'typescript'
import type { Repository } from './pages.ts'

const LIBRARY = /^packages\/pratique\/src\/.*(?<!\.test)\.ts$/

/** Names that reach out of the program, whatever is done with them. */
const REACHING = new Set([
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'navigator', 'importScripts'],
  ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'document', 'window', 'self'],
  ...['globalThis', 'process', 'performance', 'setTimeout', 'setInterval', 'eval', 'Function'],
])

const REACHING_MEMBERS = new Set(['Date.now', 'Math.random', 'crypto.getRandomValues'])

/** Names the places in the library that ask for what they were not given, as `file:line: name`. */
export function findAmbient({ paths, read }: Repository): readonly string[] {
  return paths.filter((path) => LIBRARY.test(path)).flatMap((path) => findInFile(path, read(path)))
}

function findInFile(path: string, text: string): readonly string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const name = reachOf(node)
    if (name !== undefined) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${path}:${line + 1}: ${name}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function reachOf(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const name = `${node.expression.getText()}.${node.name.text}`
    return REACHING_MEMBERS.has(name) ? name : undefined
  }
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    const isNow = node.expression.getText() === 'Date' && !node.arguments?.length
    return isNow ? 'the current date' : undefined
  }
  if (!ts.isIdentifier(node) || !REACHING.has(node.text) || isName(node)) return undefined
  return isLocal(node) ? undefined : node.text
}

/** Whether a function around an identifier has a parameter or a constant of its name. */
function isLocal({ text, parent }: ts.Identifier): boolean {
  for (let at: ts.Node = parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at) && at.parameters.some(({ name }) => namesOf(name).includes(text))) {
      return true
    }
    if (ts.isBlock(at) && at.statements.some((each) => declaredIn(each).includes(text))) return true
  }
  return false
}

function declaredIn(statement: ts.Statement): readonly string[] {
  if (!ts.isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name }) => namesOf(name))
}

function namesOf(name: ts.BindingName): readonly string[] {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((each) => (ts.isBindingElement(each) ? namesOf(each.name) : []))
}

/** Whether an identifier names a member, a parameter or the like, and not what is ambient. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  return 'name' in parent && parent.name === node
}
