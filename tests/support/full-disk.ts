import { openStore } from '#backend/core/db/open.ts'

/**
 * A store that refuses some writes while its disk is full, such as `update of state on main.campaign`. `refused` counts
 * them.
 */
export function createFullDisk(...writes: readonly string[]) {
  const disk = {
    isFull: false,
    refused: 0,
    openStore: (...from: Parameters<typeof openStore>) => {
      const store = openStore(...from)
      store.raw.function('test_refuses', () => {
        if (!disk.isFull) return null
        disk.refused += 1
        throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })
      })
      for (const write of writes)
        store.raw.exec(`create temp trigger "${write}" before ${write} begin select test_refuses(); end`)
      return store
    },
  }
  return disk
}
