/** Processes every position of a list in batches, leaving time for other work in between. */
import type { ListId } from '#shared/ids.ts'
import { createCheckpointWait } from '../../core/db/checkpoint-wait.ts'
import { createLongWrite } from '../../core/db/long-write.ts'
import type { Store } from '../../core/deps.ts'
import { listStateOf } from './queries.ts'

/** A range of positions of a list, both inclusive. */
export type PositionRange = readonly [first: number, last: number]

/** Runs `step` along the list as long as it was at the beginning; returns the sum of the steps' results. */
export async function stepAlongList(
  store: Store,
  listId: ListId,
  placesAtATime: number,
  step: (places: PositionRange) => number,
): Promise<number> {
  const { rowCount } = listStateOf(store, listId)
  const rest = createCheckpointWait(store.raw)
  let sum = 0
  for (let first = 1; first <= rowCount; first += placesAtATime) {
    sum += step([first, Math.min(rowCount, first + placesAtATime - 1)])
    await rest()
  }
  return sum
}

/** The same for steps that write: as many positions a batch as a short time allows, and all on disk at the end. */
export async function changeAlongList(
  store: Store,
  listId: ListId,
  step: (places: PositionRange) => number,
): Promise<number> {
  const { rowCount } = listStateOf(store, listId)
  const long = createLongWrite(store.raw)
  const sum = await long.along(rowCount, (from, to) => step([from + 1, to]))
  await long.settle()
  return sum
}
