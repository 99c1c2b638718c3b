/**
 * The formats, loaded as they are needed: a card needs no chains of certificates, a pass no canonical JSON.
 *
 * @module
 */

import { type CarrierId, detect, type Format, trimLeadingSpace } from 'pratique/verify'

/** By carrier; each `import` is a file of its own, which the service worker keeps. */
const LOADERS: Readonly<Record<CarrierId, () => Promise<readonly Format[]>>> = {
  hc1: async () => {
    const [{ euDcc }, { whoDdcc }, { whoIcvp }, { healthLink }] = await Promise.all([
      import('pratique/eu-dcc'),
      import('pratique/who-ddcc'),
      import('pratique/who-icvp'),
      import('pratique/health-link'),
    ])
    return [euDcc, whoDdcc, whoIcvp, healthLink]
  },
  shc: async () => [(await import('pratique/smart-health-card')).smartHealthCard],
  shlink: async () => [(await import('pratique/smart-health-link')).smartHealthLink],
  'vds-nc': async () => [(await import('pratique/vds-nc')).vdsNc],
  divoc: async () => [(await import('pratique/divoc')).divoc],
  nzcp: async () => [(await import('pratique/nz-pass')).nzPass],
}

/** Loads the formats that texts may be of; every verdict is the same as with all formats. */
export async function loadFormats(texts: readonly string[]): Promise<readonly Format[]> {
  const carriers = new Set(texts.map(carrierOf))
  const loaded = [...carriers].map((carrier) => (carrier ? LOADERS[carrier]() : []))
  return (await Promise.all(loaded)).flat()
}

/** Loads all of them: where no service worker keeps their files, a check would ask the server for one. */
export async function loadAllFormats(): Promise<void> {
  await Promise.all(Object.values(LOADERS).map((load) => load()))
}

function carrierOf(text: string): CarrierId | undefined {
  const detected = detect(trimLeadingSpace(text))
  return detected.kind === 'carrier' ? detected.carrier : undefined
}
