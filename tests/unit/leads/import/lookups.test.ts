import { describe, expect, it } from 'vitest'
import { createRowMapper } from '#backend/leads/rows/row-mapper.ts'
import { flagOf, repairText } from '#shared/domain/leads/import/cell-value.ts'
import { createGateCounter } from '#shared/domain/leads/import/count-gates.ts'
import { type GateCode, gateCodes } from '#shared/domain/leads/import/gates.ts'
import { defaultSettings } from '#shared/domain/leads/import/row-settings.ts'

const holding = (gate: GateCode, ...emails: readonly string[]) => ({
  gate,
  holds: (email: string) => emails.includes(email),
})

describe('facts from outside the file', () => {
  it('come after "already in the list" for contacted leads, and before it for forbidden ones', () => {
    const counter = createGateCounter(
      () => true,
      [holding(gateCodes.opted_out, 'gone@a.example'), holding(gateCodes.contacted, 'known@a.example')],
    )
    counter.add(gateCodes.ready, 'gone@a.example', 3, 1)
    counter.add(gateCodes.ready, 'known@a.example', 3, 2)
    expect(counter.result().gates).toMatchObject({ opted_out: 1, already_in_list: 1, contacted: 0 })
  })

  it('count a duplicate excluded address twice, and make no duplicate of it', () => {
    const counter = createGateCounter(() => false, [holding(gateCodes.blocked, 'x@a.example')])
    counter.add(gateCodes.ready, 'x@a.example', 3, 1)
    counter.add(gateCodes.ready, 'x@a.example', 3, 2)
    expect(counter.result().gates).toMatchObject({ blocked: 2, duplicate_in_file: 0 })
  })
})

describe('faulty values', () => {
  it.each([
    ['Hi Ann,\\n\\nnice site', 'Hi Ann,\n\nnice site'],
    ['<p>Hi <b>Ann</b></p><p>Tom &amp; Co</p>', 'Hi Ann\nTom & Co'],
    ['one<br/>two<br>three', 'one\ntwo\nthree'],
    ['<script>alert(1)</script>Hello', 'Hello'],
    ['a < b and c > d', 'a < b and c > d'],
    ['no change', 'no change'],
  ])('%j is corrected to %j', (before, after) => {
    expect(repairText(before)).toBe(after)
    expect(['html', 'line_escape']).not.toContain(flagOf(repairText(before), false))
  })

  it('are corrected in what is sent only if the operator says so', () => {
    const mapping = [
      { kind: 'field', field: 'email' },
      { kind: 'field', field: 'personalization' },
    ] as const
    const cells = ['a@b.example', 'Hi\\nthere']
    const sent = (mendValues: boolean) =>
      JSON.parse(createRowMapper(mapping, { ...defaultSettings, mendValues }).payload(cells, 'a@b.example'))
    expect(sent(false).personalization).toBe('Hi\\nthere')
    expect(sent(true).personalization).toBe('Hi\nthere')
  })
})

describe('consent', () => {
  const mapping = [{ kind: 'field', field: 'email' }, { kind: 'consent_source' }, { kind: 'consent_date' }] as const

  it('is never sent, and its source is a lawful basis if no other column has one', () => {
    const mapper = createRowMapper(mapping, { ...defaultSettings, needConsent: true })
    expect(mapper.judge(['a@b.example', 'Trade fair', '2026-03-01']).gate).toBe(gateCodes.ready)
    expect(mapper.judge(['a@b.example', '', '2026-03-01']).gate).toBe(gateCodes.no_consent)
    expect(JSON.parse(mapper.payload(['a@b.example', 'Trade fair', '2026-03-01'], 'a@b.example'))).toEqual({
      email: 'a@b.example',
    })
  })
})
