/**
 * Who gives blank nodes new labels (RDFC-1.0 §4.5).
 *
 * @module
 */

export interface Issuer {
  readonly prefix: string
  /** Old label → new label, in the order of issue. */
  readonly labels: Map<string, string>
}

export function createIssuer(prefix: string): Issuer {
  return { prefix, labels: new Map() }
}

export function copyIssuer({ prefix, labels }: Issuer): Issuer {
  return { prefix, labels: new Map(labels) }
}

/** Gives a node its new label, the same each time. */
export function issue({ prefix, labels }: Issuer, label: string): string {
  const known = labels.get(label)
  if (known !== undefined) return known
  const next = prefix + labels.size
  labels.set(label, next)
  return next
}

/** Lists the old labels in the order of issue. */
export function issued({ labels }: Issuer): readonly string[] {
  return [...labels.keys()]
}
