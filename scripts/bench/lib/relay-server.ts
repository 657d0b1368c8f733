/** A relay in a separate process: on its SQLite store, or, as `none`, without a store. */
import { createLogger } from '#shared/log.ts'
import { readConfig } from '../../../relay/config.ts'
import { hashesOf, newToken } from '../../../relay/secrets.ts'
import { startRelay } from '../../../relay/server.ts'
import { openSqliteStore } from '../../../relay/store/sqlite.ts'

const [dir = '', kind = 'sqlite', known] = process.argv.slice(2)
const store = openSqliteStore(`${dir}/relay.db`)
const token = known ?? newToken()
if (!known) await store.addWorkspace('bench', hashesOf(token))
const config = readConfig({ RELAY_PORT: '0', RELAY_DATA: dir })
const log = createLogger('relay', () => undefined)
const relay = await startRelay(kind === 'none' ? { ...store, append: async () => true } : store, config, log)
process.send?.({ url: relay.url, token })
// The bench asks for the CPU time used so far.
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1_000)
})
