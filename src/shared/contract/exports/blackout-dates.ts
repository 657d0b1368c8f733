/** Days without mail: holidays of countries, days of the operator's own, and what became of each. */
import { z } from 'zod'
import type { BlackoutDate } from '../../domain/exports/forecast/avoid.ts'
import { exportId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

const dateOnly = z.iso.date()

export const ownDate = z.object({ date: dateOnly, name: z.string().trim().min(1).max(80) })
export type OwnDate = z.output<typeof ownDate>

/** `planned`: to come. `kept`: the campaign was paused and started again. `left`: it was not running, or somebody else took over. */
export type RestState = 'planned' | 'pausing' | 'paused' | 'starting' | 'kept' | 'left' | 'missed'

export type Rest = {
  readonly id: number
  readonly date: string
  readonly name: string
  readonly state: RestState
}

export const blackoutDates = {
  /** Public holidays of whole countries, by ISO code, in the operator's language; unknown countries have none. */
  'blackoutDates.holidays': query<readonly BlackoutDate[]>({ reads: ['settings'] })(
    z.object({ countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(12), from: dateOnly, to: dateOnly }),
  ),
  /** Days without mail a client has of its own. */
  'blackoutDates.own': query<readonly OwnDate[]>({ reads: ['exports'] })(z.object({ workspaceId })),
  'blackoutDates.saveOwn': command<readonly OwnDate[]>({ touches: ['exports'] })(
    z.object({ workspaceId, dates: z.array(ownDate).max(200) }),
  ),
  /** The days an export's campaign is paused for, by date. */
  'blackoutDates.ofExport': query<readonly Rest[]>({ reads: ['exports'] })(z.object({ exportId })),
  /** Takes one back that has not begun. */
  'blackoutDates.drop': command<readonly Rest[]>({ touches: ['exports'] })(
    z.object({ exportId, id: z.number().int() }),
  ),
}
