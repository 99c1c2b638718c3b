/**
 * What the page may do, in a tag of its own, so that it holds on every server (DESIGN §13).
 *
 * @module
 */

import type { Plugin } from 'vite'

/** Nothing may be connected to; workers are made of what the page holds, and inherit this. */
export const CONTENT_POLICY: string = Object.entries({
  'default-src': ["'none'"],
  'connect-src': ["'none'"],
  'script-src': ["'self'", 'blob:', "'wasm-unsafe-eval'"],
  'worker-src': ["'self'", 'blob:'],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'blob:'],
  'media-src': ['blob:'],
  'manifest-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
})
  .map(([directive, sources]) => [directive, ...sources].join(' '))
  .join('; ')

/** Puts the policy before everything that it is to hold for. */
export function contentPolicy(): Plugin {
  return {
    name: 'pratique-content-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  }
}
