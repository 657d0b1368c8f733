/** Dates as accepted by routes. The range is limited because some results are computed day by day or month by month. */
import { z } from 'zod'

const firstDay = '2000-01-01'
const lastDay = '2100-12-31'

/** An existing date, YYYY-MM-DD, within a reasonable range. */
export const day = z.iso.date().refine((one) => one >= firstDay && one <= lastDay, { message: 'out of reach' })

/** First and last day, both included. */
export const daySpan = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'before from' })
