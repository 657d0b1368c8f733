import type { ListId } from '#shared/ids.ts'

/** Placeholder until the export screens are built. */
export function PlanPage(_props: { listId: ListId }) {
  return null
}
