/** Dates on which no email is sent (public holidays, the operator's own dates) and what happened on each. */
import { z } from 'zod'
import { typedName } from '../../domain/core/typed-name.ts'
import type { BlackoutDate } from '../../domain/exports/forecast/avoid.ts'
import { exportId, workspaceId } from '../../ids.ts'
import { command, query } from '../route.ts'

const dateOnly = z.iso.date()

export const ownDate = z.object({ date: dateOnly, name: typedName(80) })
export type OwnDate = z.output<typeof ownDate>

/** `planned`: to come. `kept`: the campaign was paused and started. `left`: it was not running, or was taken over. */
export type BlackoutPauseState = 'planned' | 'pausing' | 'paused' | 'starting' | 'kept' | 'left' | 'missed'

export type BlackoutPause = {
  readonly id: number
  readonly date: string
  readonly name: string
  readonly state: BlackoutPauseState
}

export const blackoutDates = {
  /** Returns nationwide holidays by ISO codes of countries, in the operator's language; none for unknown countries. */
  'blackoutDates.holidays': query<readonly BlackoutDate[]>({ reads: ['settings'] })(
    z.object({ countries: z.array(z.string().regex(/^[A-Z]{2}$/)).max(12), from: dateOnly, to: dateOnly }),
  ),
  /** Returns the client's own dates on which no email is sent. */
  'blackoutDates.own': query<readonly OwnDate[]>({ reads: ['exports'] })(z.object({ workspaceId })),
  'blackoutDates.saveOwn': command<readonly OwnDate[]>({ touches: ['exports'] })(
    z.object({ workspaceId, dates: z.array(ownDate).max(200) }),
  ),
  /** Returns the days an export's campaign is paused for, ordered by date. */
  'blackoutDates.ofExport': query<readonly BlackoutPause[]>({ reads: ['exports'] })(z.object({ exportId })),
  /** Removes a planned pause that has not begun. */
  'blackoutDates.drop': command<readonly BlackoutPause[]>({ touches: ['exports'] })(
    z.object({ exportId, id: z.number().int() }),
  ),
}
