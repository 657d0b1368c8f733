import { expect, it } from 'vitest'
import { withoutOpenQuotes } from '#backend/leads/files/open-quotes.ts'

const shape = { delimiter: ',', width: 3, headerLine: 1 }
const mended = (...rows: readonly string[]) => {
  const found = withoutOpenQuotes(['Email,Name,City', ...rows].join('\n'), shape)
  return found && { rows: found.text.split('\n').slice(1), lines: found.quotes.map(({ line }) => line) }
}

it('A line whose quote is not closed becomes a row of its own text, and the others stay unchanged', () => {
  expect(mended('a@b.co,Ann,Ulm', 'b@b.co,"Bo,Ulm', 'c@b.co,Cy,Ulm')).toEqual({
    rows: ['a@b.co,Ann,Ulm', ',,,"b@b.co,""Bo,Ulm"', 'c@b.co,Cy,Ulm'],
    lines: [3],
  })
  // Truncated in the middle.
  expect(mended('a@b.co,"Lee, Ann",Ulm', 'b@b.co,"Lee, B')?.lines).toEqual([3])
  expect(
    mended('a@b.co,"Ann,Ulm', 'b@b.co,Bo,Ulm', 'c@b.co,"Cy,Ulm', 'd@b.co,Di,Ulm', 'e@b.co,Eve,Ulm', 'f@b.co,Flo,Ulm')
      ?.lines,
  ).toEqual([2, 4])
})

it('Both lines of a row over two lines are left out', () => {
  expect(mended('a@b.co,Ann,Ulm', 'b@b.co,"Bo', 'Lee","Ulm', 'c@b.co,Cy,Ulm')?.lines).toEqual([3, 4])
})

it('A quote that ends where the next quoted cell begins swallows no rows', () => {
  expect(mended('a@b.co,Ann,Ulm', 'b@b.co,"Bo,Ulm', 'c@b.co,Cy,"Ulm, Donau"', 'd@b.co,Di,"Neu, Ulm"')?.lines).toEqual([
    3,
  ])
})

it('A text with more in doubt is left unchanged', () => {
  // The following lines are the rest of the cell, not rows.
  expect(mended('a@b.co,Ann,Ulm', 'b@b.co,Bo,"Ulm', 'on the Danube', 'and more')).toBeNull()
  // Nothing is wrong, or a quote only ends too soon.
  expect(mended('a@b.co,"Ann\nLee",Ulm')).toBeNull()
  expect(mended('a@b.co,"Ann" Lee,Ulm')).toBeNull()
  // The header itself, and a text with nothing else.
  expect(withoutOpenQuotes('Email,"Name,City\na@b.co,Ann,Ulm', shape)).toBeNull()
  expect(mended('a@b.co,"Ann,Ulm')).toBeNull()
  expect(withoutOpenQuotes(`${'a'.repeat(10)},"\n`.repeat(41), shape)).toBeNull()
  expect(mended(...Array.from({ length: 50 }, (_, at) => `${at}@b.co,${at % 2 === 0 ? '"' : ''}Ann,Ulm`))).toBeNull()
})
