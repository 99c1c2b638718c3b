/**
 * Numbers for whoever runs the server. Of verifications there is one counter a verdict, in ranges, and no other label:
 * more would tell who was checked where.
 *
 * @module
 */

import type { Verdict } from 'pratique/verify'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Verifications are told in steps of so many: a single one cannot be seen. */
const RANGE = 50

export interface Metrics {
  /** In the text format of Prometheus. */
  read(): Promise<string>
  readonly type: string
  countRequest(route: string, method: string, status: number, seconds: number): void
  countIssued(count: number): void
  countVerdict(verdict: Verdict): void
  publishedAt(seconds: number): void
}

/** Makes the metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    ...{ name: 'pratique_requests_total', help: 'Requests answered.', registers },
    labelNames: ['route', 'method', 'status'],
  })
  const durations = new Histogram({
    ...{ name: 'pratique_request_seconds', help: 'How long answers took.', registers },
    labelNames: ['route'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  })
  const issued = new Counter({
    ...{ name: 'pratique_issued_total', help: 'Certificates issued.', registers },
  })
  const verdicts = new Gauge({
    ...{ name: 'pratique_verifications', help: `Verifications, in steps of ${RANGE}.`, registers },
    labelNames: ['verdict'],
  })
  const published = new Gauge({
    ...{
      name: 'pratique_lists_published_seconds',
      help: 'When lists were published last.',
      registers,
    },
  })
  // Found once for each combination: to find them takes longer than to count.
  const countersOf = remember((route: string, method: string, status: number) =>
    requests.labels({ route, method, status }),
  )
  const durationsOf = remember((route: string) => durations.labels({ route }))
  const exact = new Map<Verdict, number>()
  return {
    read: () => registry.metrics(),
    type: registry.contentType,
    countRequest(route, method, status, seconds) {
      countersOf(route, method, status).inc()
      durationsOf(route).observe(seconds)
    },
    countIssued: (count) => issued.inc(count),
    countVerdict(verdict) {
      const count = (exact.get(verdict) ?? 0) + 1
      exact.set(verdict, count)
      // Not before: a verdict that appears would tell of the first.
      if (count % RANGE === 0) verdicts.set({ verdict }, count)
    },
    publishedAt: (seconds) => published.set(seconds),
  }
}

function remember<Arguments extends readonly (string | number)[], Found>(
  find: (...asked: Arguments) => Found,
): (...asked: Arguments) => Found {
  const known = new Map<string, Found>()
  return (...asked) => {
    const name = asked.join(' ')
    const found = known.get(name) ?? find(...asked)
    known.set(name, found)
    return found
  }
}
