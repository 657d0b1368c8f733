/**
 * Metrics of this process in Prometheus' text format. They contain no client names, which scrapers should not learn.
 */
import type { Summary } from './store/types.ts'

const answerBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] as const

export type Metrics = {
  stored(bytes: number, seconds: number): void
  refused(code: string): void
  polled(events: number): void
  forgotten(events: number, unacknowledged: number): void
  text(now: MetricsSnapshot): string
}

/** Values read when the metrics are requested: the store, the waiting polls. */
export type MetricsSnapshot = {
  readonly at: number
  readonly summaries: readonly Summary[]
  readonly waitingPolls: number
  readonly overSize: boolean
}

export function createMetrics(): Metrics {
  const startedAt = Date.now()
  const refusals = new Map<string, number>()
  const buckets = answerBuckets.map(() => 0)
  const sum = { stored: 0, bytes: 0, seconds: 0, polls: 0, sent: 0, forgotten: 0, forgottenUnread: 0 }

  return {
    stored(bytes, seconds) {
      sum.stored += 1
      sum.bytes += bytes
      sum.seconds += seconds
      answerBuckets.forEach((limit, index) => {
        if (seconds <= limit) buckets[index] = (buckets[index] ?? 0) + 1
      })
    },
    refused(code) {
      refusals.set(code, (refusals.get(code) ?? 0) + 1)
    },
    polled(events) {
      sum.polls += 1
      sum.sent += events
    },
    forgotten(events, unacknowledged) {
      sum.forgotten += events
      sum.forgottenUnread += unacknowledged
    },
    text(now) {
      const total = (of: (one: Summary) => number) => now.summaries.reduce((all, one) => all + of(one), 0)
      const oldest = Math.min(...now.summaries.map((one) => one.oldestUnacknowledgedAt ?? now.at), now.at)
      return [
        ...family('relay_stored_total', 'counter', 'Events stored and answered 200.', [['', sum.stored]]),
        ...family('relay_stored_body_bytes_total', 'counter', 'Bytes of their bodies.', [['', sum.bytes]]),
        ...family('relay_store_seconds', 'histogram', 'From the request to the commit.', [
          ...answerBuckets.map((limit, index): Sample => [`_bucket{le="${limit}"}`, buckets[index] ?? 0]),
          ['_bucket{le="+Inf"}', sum.stored],
          ['_sum', sum.seconds],
          ['_count', sum.stored],
        ]),
        ...family(
          'relay_refused_total',
          'counter',
          'Requests refused, by code.',
          [...refusals].map(([code, count]): Sample => [`{code="${code}"}`, count]),
        ),
        ...family('relay_polls_total', 'counter', 'Polls answered.', [['', sum.polls]]),
        ...family('relay_sent_events_total', 'counter', 'Events in their answers.', [['', sum.sent]]),
        ...family('relay_waiting_polls', 'gauge', 'Polls waiting for an event.', [['', now.waitingPolls]]),
        ...family('relay_forgotten_total', 'counter', 'Events deleted by retention.', [
          ['{acknowledged="true"}', sum.forgotten - sum.forgottenUnread],
          ['{acknowledged="false"}', sum.forgottenUnread],
        ]),
        ...family('relay_workspaces', 'gauge', 'Workspaces served.', [['', now.summaries.length]]),
        ...family('relay_events', 'gauge', 'Events stored now.', [['', total((one) => one.storedEvents)]]),
        ...family('relay_body_bytes', 'gauge', 'Bytes of their bodies.', [['', total((one) => one.storedBytes)]]),
        ...family('relay_unacknowledged_events', 'gauge', 'Events no reader has acknowledged.', [
          ['', total(({ position }) => position.newest - Math.max(position.acknowledged, position.forgottenThrough))],
        ]),
        ...family('relay_oldest_unacknowledged_seconds', 'gauge', 'Age of the oldest of them.', [
          ['', Math.max(0, (now.at - oldest) / 1_000)],
        ]),
        ...family('relay_over_size', 'gauge', '1: larger than allowed, and nothing may be deleted.', [
          ['', now.overSize ? 1 : 0],
        ]),
        ...family('process_resident_memory_bytes', 'gauge', 'Memory of the process.', [
          ['', process.memoryUsage.rss()],
        ]),
        ...family('process_start_time_seconds', 'gauge', 'When it started.', [['', startedAt / 1_000]]),
        '',
      ].join('\n')
    },
  }
}

type Sample = readonly [suffix: string, value: number]

const family = (name: string, type: string, help: string, samples: readonly Sample[]) => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...samples.map(([suffix, value]) => `${name}${suffix} ${value}`),
]
