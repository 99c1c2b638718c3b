/**
 * The conditions of a policy as numbered leaves of one formula, and sets of them as bits.
 *
 * No condition is ever negated: what more facts meet, fewer never met.
 *
 * @module
 */

import type { OwnCondition, OwnPolicy, Requirement } from './policy.ts'

/** A set of leaves: bit n stands for the leaf n. */
export type LeafSet = bigint

export const NONE: LeafSet = 0n

/** One condition, and where in the policy it stands, as a JSON Pointer. */
export interface Leaf {
  readonly index: number
  readonly bit: LeafSet
  readonly path: string
  readonly condition: OwnCondition | AttestedCondition
}

/** The issuer's word, where `requires.acceptAttestationOf` takes it. */
export interface AttestedCondition {
  readonly attested: { readonly issuers: readonly string[] }
}

/** A formula over leaves. */
export type Formula =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'anyOf' | 'allOf'; readonly parts: readonly Formula[] }

/** A policy's one formula: the requirement, or an exemption, or an issuer's word. */
export interface CompiledRequirement {
  readonly formula: Formula
  readonly leaves: readonly Leaf[]
}

/** Numbers the conditions of a policy. */
export function compileRequirement(policy: OwnPolicy): CompiledRequirement {
  const leaves: Leaf[] = []
  const add = (condition: Leaf['condition'], path: string): Formula => {
    const leaf = { index: leaves.length, bit: 1n << BigInt(leaves.length), path, condition }
    leaves.push(leaf)
    return { kind: 'leaf', leaf }
  }
  const build = (node: Requirement, path: string): Formula => {
    if ('anyOf' in node) return { kind: 'anyOf', parts: each(node.anyOf, `${path}/anyOf`) }
    if ('allOf' in node) return { kind: 'allOf', parts: each(node.allOf, `${path}/allOf`) }
    return add(node, path)
  }
  const each = (nodes: readonly Requirement[], path: string) =>
    nodes.map((node, index) => build(node, `${path}/${index}`))
  const parts = [
    build(policy.requirement, '/requirement'),
    ...each(policy.exemptions ?? [], '/exemptions'),
  ]
  const issuers = policy.requires?.acceptAttestationOf
  if (issuers) parts.push(add({ attested: { issuers } }, '/requires/acceptAttestationOf'))
  return { formula: { kind: 'anyOf', parts }, leaves }
}

/** Tells whether a formula holds where these leaves do. One of no parts never does. */
export function holds(formula: Formula, met: LeafSet): boolean {
  switch (formula.kind) {
    case 'leaf':
      return (met & formula.leaf.bit) !== NONE
    case 'anyOf':
      return formula.parts.some((part) => holds(part, met))
    case 'allOf':
      return formula.parts.length > 0 && formula.parts.every((part) => holds(part, met))
  }
}

/** The fewest leaves that a formula holds by. Where it does not hold: none. */
export function proofOf(formula: Formula, met: LeafSet): readonly Leaf[] {
  if (!holds(formula, met)) return []
  if (formula.kind === 'leaf') return [formula.leaf]
  const proofs = formula.parts.map((part) => proofOf(part, met))
  if (formula.kind === 'allOf') return proofs.flat()
  const [first, ...others] = proofs.filter((proof) => proof.length > 0)
  return others.reduce((least, proof) => (proof.length < least.length ? proof : least), first ?? [])
}

/** Every condition of a requirement. */
export function leavesOf(requirement: Requirement): readonly OwnCondition[] {
  if ('anyOf' in requirement) return requirement.anyOf.flatMap(leavesOf)
  if ('allOf' in requirement) return requirement.allOf.flatMap(leavesOf)
  return [requirement]
}
