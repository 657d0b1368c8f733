import { describe, expect, it } from 'vitest'
import { bodyHtml } from '#backend/campaigns/sequences/body-html.ts'
import { readSequenceFile, writeSequenceFile } from '#backend/campaigns/sequences/sequence-file.ts'
import { compareCopy } from '#shared/domain/campaigns/copy/compare-copy.ts'
import { findBrokenBraces, readCopy, withFallback, withOtherName } from '#shared/domain/campaigns/copy/read-copy.ts'
import { findSequenceTraps } from '#shared/domain/campaigns/copy/sequence.ts'
import { diffLines } from '#shared/domain/campaigns/copy/text-diff.ts'

/** A deterministic generator. */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}

const pieces = ['{{', '}}', '{', '}', '|', 'RANDOM', ' ', 'city', 'a', '\n', '<b>', '{{city|x}}', '{{RANDOM | a | b}}']
const madeUp = (seed: number) => {
  const next = chance(seed)
  return Array.from({ length: next(14) }, () => pieces[next(pieces.length)] ?? '').join('')
}

describe('parsing copy', () => {
  it('loses no letter, whatever is written', () => {
    for (let seed = 1; seed <= 3000; seed += 1) {
      const copy = madeUp(seed)
      const back = readCopy(copy)
        .map((token) => (token.kind === 'text' ? token.text : token.raw))
        .join('')
      expect(back).toBe(copy)
    }
  })

  it('finds text that looks like a variable and is none', () => {
    const found = (copy: string) => findBrokenBraces(copy).map(({ text }) => text)
    expect(found('Hi {firstName}, {{city}} and {{ lastName')).toEqual(['{firstName}', '{{ lastName'])
    expect(found('a }} b')).toEqual(['}}'])
    expect(found('{{RANDOM | Hi {{x}} | Hello}} {{city|your {nice} town}}').length).toBeGreaterThan(0)
    expect(found('{{RANDOM | Hi {{x}} | Hello}} {{city|your town}} a { b')).toEqual([])
  })
})

describe('correcting copy', () => {
  it('gives a variable a fallback wherever it has none, in every spelling, and keeps existing ones', () => {
    const copy = '{{city}} {{ City }} {{city|}} {{city|Bonn}} {{company}}'
    expect(withFallback(copy, { name: 'city', fallback: 'your {{town}}|x' }, new Set(['city', 'City']))).toContain(
      '{{city|your townx}}',
    )
    expect(
      withFallback(
        '{{city}} {{city|}} {{city|Bonn}} {{company}}',
        { name: 'city', fallback: 'here' },
        new Set(['city']),
      ),
    ).toBe('{{city|here}} {{city|here}} {{city|Bonn}} {{company}}')
  })

  it('corrects a mistyped name and keeps the fallback', () => {
    expect(withOtherName('{{citty}} {{ citty | x }} {{cittyHall}}', 'citty', 'city')).toBe(
      '{{city}} {{city| x }} {{cittyHall}}',
    )
  })
})

describe('a body', () => {
  it('of plain text keeps its line breaks and shows its characters', () => {
    expect(bodyHtml('a < b & c\r\n\n<b>', false)).toBe('a &lt; b &amp; c<br/><br/>&lt;b&gt;')
  })
  it('of HTML stays as written, and source line breaks beside blocks are none', () => {
    expect(bodyHtml('<p>a</p>\n<p>b\nc</p>\n', true)).toBe('<p>a</p><p>b<br/>c</p>')
  })
})

describe('copy read back', () => {
  const step = (body: string, delay = 3) => ({ delay, delay_unit: 'days', variants: [{ subject: 'S', body }] })
  const there = (steps: readonly unknown[]) => ({ sequences: [{ steps }] })
  it('is the same with other tags for the same words', () => {
    expect(compareCopy([step('a<br/>b &amp; c')], there([step('<div>a</div><div>b & c</div>')]))).toEqual([])
  })
  it('differs if a line break, word, wait, variant or email is missing', () => {
    const sent = [step('a<br/>b'), step('c')]
    expect(compareCopy(sent, there([step('a b'), step('c')]))).toEqual([{ part: 'body', step: 1, variant: 0 }])
    expect(compareCopy(sent, there([step('a<br>b', 2), step('c', 9)]))).toEqual([
      { part: 'delay', step: 1, variant: 0 },
    ])
    expect(compareCopy(sent, there([step('a<br>b')]))).toEqual([{ part: 'steps', step: 2, variant: 0 }])
    expect(compareCopy(sent, null)).toHaveLength(1)
  })
})

it('A file of sequences reads back as it was written', () => {
  const sequences = [
    {
      name: 'N',
      language: null,
      industry: 'X',
      steps: [{ waitDays: 2, html: true, variants: [{ subject: '{{a}}', body: '<p>\u2028"</p>' }] }],
    },
  ]
  expect(readSequenceFile(writeSequenceFile(sequences))).toEqual({ ok: true, sequences })
})

it('Problems of a sequence are named by email', () => {
  const found = findSequenceTraps([
    {
      waitDays: 0,
      variants: [{ subject: '', body: 'Hi {name}, see [your offer] and [a link](https://x.example) [1]' }],
    },
    { waitDays: 0, variants: [{ subject: 'New', body: '' }] },
  ]).map(({ kind, step, text }) => [kind, step, text])
  expect(found).toEqual([
    ['no_first_subject', 1, ''],
    ['braces', 1, '{name}'],
    ['placeholder', 1, '[your offer]'],
    ['no_opt_out', 1, ''],
    ['no_wait', 1, ''],
    ['new_thread', 2, ''],
    ['body_empty', 2, ''],
  ])
})

it('A difference of two texts leads from one to the other', () => {
  const words = ['a', 'b', 'c', '']
  for (let seed = 1; seed <= 300; seed += 1) {
    const next = chance(seed)
    const text = () => Array.from({ length: next(9) }, () => words[next(4)]).join('\n')
    const [before, after] = [text(), text()]
    const lines = diffLines(before, after)
    const side = (other: string) => lines.filter(({ kind }) => kind !== other).map((line) => line.text)
    expect(side('new')).toEqual(before === '' ? [] : before.split('\n'))
    expect(side('gone')).toEqual(after === '' ? [] : after.split('\n'))
  }
})
