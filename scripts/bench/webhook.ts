/**
 * How long the relay takes to answer a webhook, on disk before the answer, beside the same server that stores nothing;
 * and whether anything answered is lost when it is killed.
 */
import { relayFigures } from './lib/relay-figures.ts'
import { quick } from './lib/report.ts'

await relayFigures('webhook', quick ? { rounds: 1, seconds: 2, kills: 2 } : { rounds: 3, seconds: 20, kills: 10 })
