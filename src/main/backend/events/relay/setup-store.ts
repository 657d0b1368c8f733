/** Which clients' relays were set up at Supabase from this computer, and which of them passed the check. */
import { z } from 'zod'
import type { WorkspaceId } from '#shared/ids.ts'
import { getSetting, type Setting, setSetting } from '../../clients/settings/settings-store.ts'
import type { Clock, Store } from '../../core/deps.ts'

const clientSetup = z.object({
  /** The project's reference. */
  project: z.string(),
  /** The number of this client's own migration: 14 digits, never reused. */
  migration: z.string().regex(/^\d{14}$/),
  live: z.boolean(),
  /** The connection created for it; null until then. */
  connectionId: z.number().nullable(),
})
export type ClientSetup = z.infer<typeof clientSetup>

const shape = z.object({ clients: z.record(z.string().regex(/^\d+$/), clientSetup) })
const setupSetting: Setting<z.infer<typeof shape>> = { key: 'relaySetups', shape, fallback: { clients: {} } }

/** Each change is one commit. */
export function createSetupStore(store: Store, clock: Clock) {
  const read = () => getSetting(store, 'app', setupSetting).clients
  const write = (clients: z.infer<typeof shape>['clients']) =>
    setSetting(store, 'app', setupSetting, { clients }, clock.now())
  return {
    find: (id: WorkspaceId): ClientSetup | null => read()[id] ?? null,
    ofProject: (project: string): readonly ClientSetup[] =>
      Object.values(read()).filter((each) => each.project === project),
    put: (id: WorkspaceId, setup: ClientSetup): void => write({ ...read(), [id]: setup }),
    remove(id: WorkspaceId): void {
      const { [id]: gone, ...rest } = read()
      if (gone) write(rest)
    },
  }
}
