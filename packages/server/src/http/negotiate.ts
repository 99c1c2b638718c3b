/**
 * In which form an answer is wanted (RFC 9110 §12.5.1).
 *
 * @module
 */

import { RequestError } from '../request-error.ts'

interface Wish {
  readonly type: string
  readonly quality: number
}

/**
 * Chooses among the forms there are; without a wish, the first.
 *
 * @throws {RequestError} `request.accept` if none is wanted
 */
export function chooseForm<Form extends string>(
  accept: string | undefined,
  forms: readonly [Form, ...Form[]],
): Form {
  if (accept === undefined || accept.trim() === '') return forms[0]
  const wishes = accept.split(',').map(readWish)
  const rated = forms.map((form) => ({ form, quality: qualityOf(form, wishes) }))
  const best = rated.reduce((one, other) => (other.quality > one.quality ? other : one))
  if (best.quality > 0) return best.form
  throw new RequestError('request.accept')
}

function readWish(part: string): Wish {
  const [type = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase())
  const given = parameters.find((each) => each.startsWith('q='))?.slice(2)
  const quality = given === undefined ? 1 : Number(given)
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 }
}

/** What is named more exactly counts. */
function qualityOf(form: string, wishes: readonly Wish[]): number {
  const family = `${form.slice(0, form.indexOf('/'))}/*`
  const found = [form, family, '*/*'].flatMap(
    (name) => wishes.find(({ type }) => type === name) ?? [],
  )
  return found[0]?.quality ?? 0
}
