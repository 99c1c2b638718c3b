/**
 * Every small change to a source file that its tests must notice: one at a time, each a text of its own.
 *
 * Types are left alone, as they are stripped before anything runs.
 *
 * @module
 */

import ts from 'typescript'

/**
 * One changed text. `line` counts from 1; `lineText` is that line as it stands, trimmed, and `above` the
 * one before it; `mutation` is `what stands there → what takes its place`.
 *
 * @typedef {{ line: number, lineText: string, above: string, mutation: string, text: string }} Mutant
 */

const { SyntaxKind: Kind } = ts

/** What takes the place of a binary operator. */
const OPERATORS = new Map([
  ['===', '!=='],
  ['!==', '==='],
  ['<', '<='],
  ['<=', '<'],
  ['>', '>='],
  ['>=', '>'],
  ['&&', '||'],
  ['||', '&&'],
  ['+', '-'],
  ['-', '+'],
  ['*', '/'],
  ['/', '*'],
  ['%', '*'],
  ['&', '|'],
  ['|', '&'],
  ['&&=', '||='],
  ['||=', '&&='],
  ['+=', '-='],
  ['-=', '+='],
  ['/=', '*='],
  ['|=', '&='],
  ['&=', '|='],
])

/** What takes the place of a method. */
const METHODS = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
  ['floor', 'ceil'],
  ['ceil', 'floor'],
  ['find', 'findLast'],
  ['findLast', 'find'],
])

/** Methods that are left out, so that what they are called on stands alone. */
const DROPPED_METHODS = new Set(['filter', 'slice', 'toSorted', 'sort'])

/** Words of ours that belong together, whether or not a file spells out their union. */
const VOCABULARIES = [
  ['passed', 'failed', 'open', 'more-needed', 'indeterminate', 'not-applicable'],
  ['accepted', 'genuine', 'refused', 'undecided', 'not-genuine', 'not-a-certificate', 'specimen'],
  ['value-missing', 'error', 'no-rules', 'outdated', 'evidence'],
  ['acceptance', 'invalidation'],
]

const MAX_LABEL = 120

/**
 * Finds the mutants of a TypeScript source.
 *
 * @param {string} source
 * @returns {Mutant[]}
 */
export function findMutants(source) {
  const file = ts.createSourceFile('a.ts', source, ts.ScriptTarget.Latest, true)
  const unions = [...unionsOf(file), ...VOCABULARIES]
  const mutants = new Map()
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    for (const { from, to, by } of changesOf(node, unions, file)) {
      const mutant = toMutant(source, { from, to, by })
      mutants.set(mutant.text, mutants.get(mutant.text) ?? mutant)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  mutants.delete(source)
  return [...mutants.values()]
}

function toMutant(source, { from, to, by }) {
  const line = source.slice(0, from).split('\n').length
  const collapse = (text) => text.replace(/\s+/g, ' ').trim() || 'nothing'
  return {
    line,
    lineText: source.split('\n')[line - 1].trim(),
    above: source.split('\n')[line - 2]?.trim() ?? '',
    mutation: `${shorten(collapse(source.slice(from, to)))} → ${shorten(collapse(by))}`,
    text: source.slice(0, from) + by + source.slice(to),
  }
}

function shorten(text) {
  return text.length > MAX_LABEL ? `${text.slice(0, MAX_LABEL)}…` : text
}

/** The changes of a node itself: which part of the text, and what stands there instead. */
function* changesOf(node, unions, file) {
  const whole = { from: node.getStart(file), to: node.end }
  const text = node.getText(file)
  if (ts.isBinaryExpression(node)) yield* changesOfBinary(node, file)
  if (ts.isIfStatement(node) || ts.isConditionalExpression(node)) {
    yield* negate(ts.isIfStatement(node) ? node.expression : node.condition, file)
  }
  if (isRemovable(node)) yield { ...whole, by: ';' }
  if (ts.isCallExpression(node)) yield* changesOfCall(node, file)
  if (ts.isArrayLiteralExpression(node) || isOfExtremes(node)) yield* removeElements(node, file)
  if (ts.isBindingElement(node) || ts.isParameter(node)) yield* removeDefault(node)
  if (ts.isPrefixUnaryExpression(node)) yield* changesOfPrefix(node, file)
  if (ts.isPostfixUnaryExpression(node)) {
    yield {
      ...whole,
      by: text.endsWith('++') ? `${text.slice(0, -2)}--` : `${text.slice(0, -2)}++`,
    }
  }
  if (node.kind === Kind.TrueKeyword) yield { ...whole, by: 'false' }
  if (node.kind === Kind.FalseKeyword) yield { ...whole, by: 'true' }
  if (ts.isNumericLiteral(node) && !isSignOnly(node))
    yield* neighbours(Number(text.replaceAll('_', '')), whole, '')
  if (ts.isBigIntLiteral(node)) yield* neighbours(Number(text.slice(0, -1)), whole, 'n')
  if (ts.isStringLiteral(node) && !isName(node)) yield* otherWords(node, unions, whole)
}

function* changesOfBinary(node, file) {
  const { operatorToken, left, right } = node
  const by = OPERATORS.get(operatorToken.getText(file))
  const whole = { from: node.getStart(file), to: node.end }
  const [a, b] = [left.getText(file), right.getText(file)]
  if (by !== undefined && !isText(left) && !isText(right)) yield { ...whole, by: `${a} ${by} ${b}` }
  if (operatorToken.kind === Kind.QuestionQuestionToken) yield { ...whole, by: a }
}

/** A comparison is negated by its operator. */
function* negate(condition, file) {
  const isEquality = /^[!=]==$/.test(condition.operatorToken?.getText(file) ?? '')
  const isNegated = condition.operator === Kind.ExclamationToken
  if (isEquality || isNegated) return
  const text = condition.getText(file)
  yield { from: condition.getStart(file), to: condition.end, by: `!(${text})` }
}

/** Statements that do something, and those that leave early. Of an `if` all goes. */
function isRemovable(node) {
  if (ts.isIfStatement(node)) return node.elseStatement === undefined
  if (isWholeOfIf(node) || isNothing(node)) return false
  return (
    ts.isExpressionStatement(node) ||
    ts.isReturnStatement(node) ||
    ts.isContinueStatement(node) ||
    ts.isBreakStatement(node) ||
    ts.isThrowStatement(node)
  )
}

/** `return undefined` at the end of a function. */
function isNothing(node) {
  if (!ts.isReturnStatement(node) || node.expression?.getText() !== 'undefined') return false
  return ts.isBlock(node.parent) && node.parent.statements.at(-1) === node
}

function isWholeOfIf(node) {
  const { parent } = node
  const block = parent && ts.isBlock(parent) && parent.statements.length === 1 ? parent : node
  return ts.isIfStatement(block.parent ?? node) && block.parent.elseStatement === undefined
}

function* changesOfCall(node, file) {
  const { expression } = node
  if (!ts.isPropertyAccessExpression(expression)) return
  const { name } = expression
  const by = METHODS.get(name.text)
  if (by !== undefined) yield { from: name.getStart(file), to: name.end, by }
  if (!DROPPED_METHODS.has(name.text)) return
  const receiver = expression.expression.getText(file)
  yield { from: node.getStart(file), to: node.end, by: receiver }
}

/** What the least or most is taken of is a list too. */
function isOfExtremes(node) {
  return (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    /^(?:min|max)$/.test(node.expression.name.text)
  )
}

function* removeElements(node, file) {
  const elements = node.elements ?? node.arguments
  for (const [index, element] of elements.entries()) {
    const next = elements[index + 1]
    const before = elements[index - 1]
    if (next) yield { from: element.getStart(file), to: next.getStart(file), by: '' }
    else yield { from: before ? before.end : element.getStart(file), to: element.end, by: '' }
  }
}

function* removeDefault({ initializer, name }) {
  if (initializer) yield { from: name.end, to: initializer.end, by: '' }
}

function* changesOfPrefix(node, file) {
  const { operator, operand } = node
  const removed = { from: node.getStart(file), to: node.end, by: operand.getText(file) }
  const isRemoved =
    operator === Kind.ExclamationToken ||
    operator === Kind.TildeToken ||
    (operator === Kind.MinusToken && !ts.isNumericLiteral(operand))
  if (isRemoved) yield removed
}

function* neighbours(value, whole, suffix) {
  yield { ...whole, by: `${value + 1}${suffix}` }
  yield { ...whole, by: value === 0 ? `(-1${suffix})` : `${value - 1}${suffix}` }
}

/** The next word of the first union that a text is of. */
function* otherWords({ text }, unions, whole) {
  const union = unions.find((words) => words.includes(text))
  if (!union) return
  yield { ...whole, by: `'${union[(union.indexOf(text) + 1) % union.length]}'` }
}

function isText(node) {
  return ts.isStringLiteral(node) || ts.isTemplateExpression(node)
}

/** Whether only the sign of a number counts: what a comparison in a sort comes to. */
function isSignOnly({ parent }) {
  const branch = ts.isPrefixUnaryExpression(parent) ? parent.parent : parent
  if (!ts.isConditionalExpression(branch)) return false
  const arrow = ts.isParenthesizedExpression(branch.parent) ? branch.parent.parent : branch.parent
  return (
    ts.isArrowFunction(arrow) && /^(?:toSorted|sort)$/.test(arrow.parent.expression?.name?.text)
  )
}

/** Whether a text is the name of a member, or of a module. */
function isName(node) {
  const { parent } = node
  return (
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isExportDeclaration(parent) ||
    ts.isElementAccessExpression(parent)
  )
}

/** The closed unions of words that a file spells out, as types or `as const`. */
function unionsOf(file) {
  const unions = []
  const visit = (node) => {
    const words = ts.isUnionTypeNode(node)
      ? node.types.map((type) => type.literal)
      : ts.isAsExpression(node) && ts.isArrayLiteralExpression(node.expression)
        ? node.expression.elements
        : []
    if (words.length > 1 && words.every((word) => word && ts.isStringLiteral(word))) {
      unions.push(words.map(({ text }) => text))
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return unions
}
