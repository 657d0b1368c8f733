import { expect, it } from 'vitest'
import { domainsOf, parseBlockValue, readBlockValues } from '#shared/domain/leads/import/block-value.ts'
import { threadCpuMs } from '../../../support/thread-cpu.ts'

it('A domain is blocked by its own name and its parent domains, never by the last label alone', () => {
  expect(domainsOf('anna@mail.acme.co.uk')).toEqual(['mail.acme.co.uk', 'acme.co.uk', 'co.uk'])
  expect(domainsOf('acme.com')).toEqual(['acme.com'])
})

it('An address copied from a PDF, with letters joined, is that of the person who is to be left alone', () => {
  expect(parseBlockValue('o\ufb03ce@acme.example')).toBe('office@acme.example')
  expect(parseBlockValue('@\ufb01rma.example')).toBe('firma.example')
})

it('An address longer than allowed has no domain, and is not parsed for long', () => {
  // A megabyte of labels would not fit into memory if each were stored with all that follow.
  const work = () => expect(domainsOf(`x@${'a.'.repeat(500_000)}com`)).toEqual([])
  expect(threadCpuMs(work)).toBeLessThan(10_000)
})

it('A line of a block list with a line separator inside is read as fast as any', () => {
  const line = `acme.example${'/'.repeat(200_000)}\u2028`
  expect(threadCpuMs(() => expect(parseBlockValue(`${line}x`)).toBe('acme.example'))).toBeLessThan(10_000)
})

it.each(['a', 'https', '@', 'a/'])('A pasted line of millions of characters is named as no entry: %s…', (unit) => {
  const line = unit.repeat(5_000_000 / unit.length)
  expect(readBlockValues(`acme.com\n${line}`)).toEqual({ values: ['acme.com'], unreadable: [line] })
})
