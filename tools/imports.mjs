/**
 * Finds what a source file imports, by the TypeScript parser, so that comments and strings do not
 * matter.
 *
 * @module
 */

import ts from 'typescript'

/**
 * One import of a file. `specifier` is undefined if it is computed; `typeOnly` is true if nothing is
 * left of it at run time; `late` is true of `import()` and its like.
 *
 * @typedef {{ specifier: string | undefined, typeOnly: boolean, late: boolean, line: number }} Import
 */

/** Whether a path is a file that can import. */
export function isSource(path) {
  return /\.([cm]?[jt]sx?|svelte)$/.test(path) && !/\.d\.[cm]?ts$/.test(path)
}

/** A component's scripts, each in its lines: all else is blank. */
function toScript(path, text) {
  if (!path.endsWith('.svelte')) return text
  const toBlank = (markup) => markup.replace(/[^\n]/g, ' ')
  const parts = text.split(/(<script[^>]*>[\s\S]*?<\/script>)/)
  return parts
    .map((part, at) =>
      at % 2 === 0 ? toBlank(part) : part.replace(/^<script[^>]*>|<\/script>$/g, toBlank),
    )
    .join('')
}

/**
 * Lists the imports of a file: static, type-only, dynamic and `require`d ones, re-exports,
 * `import('…').T` in types, `import.meta.resolve` and `/// <reference path>`.
 *
 * @param {string} path
 * @param {string} text
 * @returns {Import[]}
 */
export function listImports(path, text) {
  const file = ts.createSourceFile(
    path.replace(/\.svelte$/, '.svelte.ts'),
    toScript(path, text),
    ts.ScriptTarget.Latest,
  )
  const lineAt = (position) => file.getLineAndCharacterOfPosition(position).line + 1
  const imports = file.referencedFiles.map(({ fileName, pos }) => ({
    specifier: fileName.startsWith('.') ? fileName : `./${fileName}`,
    typeOnly: true,
    late: false,
    line: lineAt(pos),
  }))
  const visit = (node) => {
    const found = readImport(node)
    if (found) imports.push({ ...found, line: lineAt(node.getStart(file)) })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return imports
}

function readImport(node) {
  if (ts.isImportDeclaration(node)) {
    // `import { type T }` still loads the module at run time (verbatimModuleSyntax).
    return early(node.moduleSpecifier, node.importClause?.isTypeOnly === true)
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    return early(node.moduleSpecifier, node.isTypeOnly)
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return early(node.moduleReference.expression, node.isTypeOnly)
  }
  if (ts.isImportTypeNode(node)) return early(node.argument.literal, true)
  if (ts.isCallExpression(node) && isImportCall(node.expression)) {
    return { specifier: literalOf(node.arguments[0]), typeOnly: false, late: true }
  }
  return undefined
}

function early(expression, typeOnly) {
  return { specifier: literalOf(expression), typeOnly, late: false }
}

function literalOf(node) {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined
}

/** `import(…)`, `require(…)`, `require.resolve(…)` or `import.meta.resolve(…)`. */
function isImportCall(callee) {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true
  if (ts.isIdentifier(callee)) return callee.text === 'require'
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'resolve') return false
  return (
    ts.isMetaProperty(callee.expression) ||
    (ts.isIdentifier(callee.expression) && callee.expression.text === 'require')
  )
}
