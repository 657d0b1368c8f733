/** Subsequences of the demo, created at its Instantly after its history, so that its figures do not change. */
import { z } from 'zod'
import type { DemoWorld } from './world.ts'

const answer = z.object({ id: z.string() })

/** Two subsequences of the first client's newest campaign: one triggered by a meeting, and one that is paused. */
export async function addDemoSubsequences(world: DemoWorld): Promise<void> {
  const key = world.clients[0]?.key
  const parent = world.known(0).campaigns.at(-1)?.id
  if (key === undefined || parent === undefined) return
  const ask = async (path: string, body?: object) => {
    const response = await world.fetch(
      new Request(`https://demo.invalid/api/v2${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
    return answer.parse(await response.json()).id
  }
  const make = (name: string, conditions: object, steps: readonly object[]) =>
    ask('/subsequences', { parent_campaign: parent, name, conditions, sequences: [{ steps }] })
  const mail = (subject: string, body: string, waits: object) => ({
    type: 'email',
    delay: 3,
    ...waits,
    variants: [{ subject, body }],
  })
  await make('Termin vereinbart', { crm_status: [2] }, [
    mail('Vor unserem Termin', 'Guten Tag {{lastName}},<br/>hier die Unterlagen vorab.<br/>Lena', {
      pre_delay: 1,
      pre_delay_unit: 'days',
    }),
    mail('', 'Passt der Termin noch?<br/>Lena', {}),
  ])
  const paused = await make('Preise gefragt', { reply_contains: 'Preis', lead_activity: [4] }, [
    mail('Unsere Preise', 'Guten Tag {{lastName}},<br/>eine Seite mit Preisen liegt bei.<br/>Lena', {
      pre_delay: 2,
      pre_delay_unit: 'hours',
    }),
  ])
  await ask(`/subsequences/${paused}/pause`)
}
