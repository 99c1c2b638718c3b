/**
 * The context of the trust lists of the GDHCN (WHO), user acceptance tests.
 *
 * Data as published; its authors and licence stand in NOTICE.
 *
 * @module
 */

import type { ContextSource } from '../context-table.ts'

export const TNG_V1_UAT: ContextSource = {
  urls: ['https://smart.who.int/trust/tng-context/v1-UAT.jsonld'],
  context: {
    '@version': 1.1,
    id: '@id',
    type: '@type',
    proof: 'https://w3id.org/security#proof',
    domain: {
      '@id': 'https://smart.who.int/trust/ValueSet-Domains-UAT.jsonld',
      '@type': '@id',
      '@context': {
        '@base': 'https://smart.who.int/trust/ValueSet-Domains-UAT.jsonld#',
        code: { '@id': '@id', '@type': '@id' },
      },
    },
    participant: {
      '@id': 'https://smart.who.int/trust/ValueSet-Participants-UAT.jsonld',
      '@type': '@id',
      '@context': {
        '@base': 'https://smart.who.int/trust/ValueSet-Participants-UAT.jsonld#',
        code: { '@id': '@id', '@type': '@id' },
      },
    },
    keyusage: {
      '@id': 'https://smart.who.int/trust/ValueSet-KeyUsage-UAT.jsonld',
      '@type': '@id',
      '@context': {
        '@base': 'https://smart.who.int/trust/ValueSet-KeyUsage-UAT.jsonld#',
        code: { '@id': '@id', '@type': '@id' },
      },
    },
  },
}
