/**
 * Where a request comes from, for as long as it is counted: no address is logged or stored.
 *
 * @module
 */

import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/** So many groups of an address are its network (RFC 4291 §2.5.4). */
const NETWORK_GROUPS = 4
const GROUPS = 8

/** Whether an address or a name is this machine's own. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host)
}

/**
 * Finds whom to count a request of: an IPv4 address, or the network of an IPv6 one, of which one machine has many.
 *
 * @param proxies so many servers of ours stand before this one; what came to them with the request is anybody's word
 * @returns `undefined` for this machine itself, which is not counted
 */
export function findAddress(c: Context, proxies: number): string | undefined {
  const { incoming }: Partial<HttpBindings> = c.env ?? {}
  const peer = incoming?.socket.remoteAddress
  const named = (c.req.header('X-Forwarded-For') ?? '').split(',').map((each) => each.trim())
  const asked = proxies > 0 ? (named.at(-proxies) ?? '') : ''
  const address = (asked === '' ? peer : asked)?.replace(/^::ffff:/i, '')
  return address === undefined || isLoopback(address) ? undefined : toNetwork(address)
}

function toNetwork(address: string): string {
  if (!address.includes(':')) return address
  const [before = [], after] = address.split('::').map((part) => part.split(':').filter(Boolean))
  const zeros = after ? Math.max(0, GROUPS - before.length - after.length) : 0
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...(after ?? [])]
    .slice(0, NETWORK_GROUPS)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')
}
