/**
 * Where a request comes from, for as long as it is counted: no address is logged or stored.
 *
 * @module
 */

import { isIP } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/** So many groups of an address are its network (RFC 4291 §2.5.4). */
const NETWORK_GROUPS = 4
const GROUPS = 8

/** What a server that stands before this one says of whom it asks for (RFC 7239, and what was before it). */
const FORWARDED = ['Forwarded', 'X-Forwarded-For', 'X-Real-IP'] as const

/** Whether an address or a name is this machine's own. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host)
}

/**
 * Whether a request is for this machine by its name, and for nobody else: no page of another name has a browser send it
 * here, and no server hands it on.
 */
export function isForThisMachine(c: Context): boolean {
  return isLoopback(new URL(c.req.url).hostname.replace(/^\[|\]$/g, '')) && !isHandedOn(c)
}

function isHandedOn(c: Context): boolean {
  return FORWARDED.some((name) => c.req.header(name) !== undefined)
}

/**
 * Finds whom to count a request of: an IPv4 address, or the network of an IPv6 one, of which one machine has many.
 *
 * @param proxies so many servers of ours stand before this one; what came to them with the request is anybody's word
 * @returns `undefined` for this machine itself, which is not counted unless it hands on what others ask
 */
export function findAddress(c: Context, proxies: number): string | undefined {
  const { incoming }: Partial<HttpBindings> = c.env ?? {}
  const peer = incoming?.socket.remoteAddress
  const asked = proxies > 0 ? readForwarded(c, proxies) : undefined
  const address = (asked ?? peer)?.replace(/^::ffff:/i, '')
  if (address === undefined || (isLoopback(address) && !isHandedOn(c))) return undefined
  return toNetwork(address)
}

function readForwarded(c: Context, proxies: number): string | undefined {
  const named = (c.req.header('X-Forwarded-For') ?? '').split(',').map((each) => each.trim())
  return toAddress(named.at(-proxies) ?? '')
}

/** Some write the port beside it. @returns `undefined` if it is no address */
function toAddress(text: string): string | undefined {
  const bare = /^(?:\[(.+)\]|([\d.]+))(?::\d+)?$/.exec(text)
  const address = bare?.[1] ?? bare?.[2] ?? text
  return isIP(address) > 0 ? address : undefined
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
