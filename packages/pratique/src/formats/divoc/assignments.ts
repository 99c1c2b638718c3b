/**
 * Which value belongs to which member, where the signature does not say.
 *
 * Members that a context maps to one property are signed as a set of values. Whoever holds such a
 * certificate may put the values into the members in any way that uses each of them, and the signature
 * stays good. So the members are read from the set alone: they count only if one way of putting the
 * values is plausible, and it is the one that stands there.
 *
 * @module
 */

/** A way to put values into members. A member that has none is absent. */
export type Assignment<Name extends string> = { readonly [N in Name]?: string }

/** What is plausible of one member on its own, so that few ways are left to try. */
export type IsPlausible<Name extends string> = (name: Name, value: string | undefined) => boolean

/**
 * Lists the plausible ways to put values into members, each value at least once.
 *
 * @param values each once; as many as there are members at most
 */
export function listAssignments<Name extends string>(
  names: readonly Name[],
  values: readonly string[],
  isPlausible: IsPlausible<Name>,
): readonly Assignment<Name>[] {
  let partial: readonly Assignment<Name>[] = [{}]
  for (const name of names) {
    const choices = [undefined, ...values].filter((value) => isPlausible(name, value))
    partial = partial.flatMap((assignment) =>
      choices.map((value) => (value === undefined ? assignment : { ...assignment, [name]: value })),
    )
  }
  return partial.filter((assignment) => {
    const used = new Set(Object.values(assignment))
    return values.every((value) => used.has(value))
  })
}
