/**
 * Benchmarks how long the relay takes to answer a webhook, which is on disk before the answer, against the same server
 * without a store; and whether any answered event is lost when the relay is killed.
 */
import { relayFigures } from './lib/relay-figures.ts'
import { quick } from './lib/report.ts'

await relayFigures('webhook', quick ? { rounds: 1, seconds: 2, kills: 2 } : { rounds: 3, seconds: 20, kills: 10 })
