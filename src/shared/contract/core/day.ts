/** Days as routes take them. What is reckoned day by day or month by month must have few of them. */
import { z } from 'zod'

const firstDay = '2000-01-01'
const lastDay = '2100-12-31'

/** A day there is, YYYY-MM-DD, within reason. */
export const day = z.iso.date().refine((one) => one >= firstDay && one <= lastDay, { message: 'out of reach' })

/** First and last day, both in it. */
export const daySpan = z
  .object({ from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'before from' })
