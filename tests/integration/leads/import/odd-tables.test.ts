/** Tables as people paste, title and separate them. */
import { expect, it } from 'vitest'
import { people, readyIn } from '../support.ts'

it('A second table further down may have an opt-out column that the first one lacks', async () => {
  const second = ['', 'Email,First Name,Unsubscribed', 'bob@cox.example,Bob,yes', 'p3@acme.example,Ann,yes']
  const ready = await readyIn(['Email,First Name,City', ...people(120, 'Ann,Bonn'), ...second])
  expect(ready).toHaveLength(119)
  expect(ready).not.toContain('bob@cox.example')
  expect(ready).not.toContain('p3@acme.example')
})

it('Nobody in a table beside the first one, called "Do not contact", is ready', async () => {
  expect(
    await readyIn([
      'Prospects,,,,Do not contact,,',
      'Email,First name,Company,,Email,First name,Company',
      'ann@berg.example,Ann,Berg,,zoe@zorn.example,Zoe,Zorn',
      'cas@dun.example,Cas,Dun,,bob@cox.example,Bob,Cox',
      'bob@cox.example,Bob,Cox,,,,',
    ]),
  ).toEqual(['ann@berg.example', 'cas@dun.example'])
})

it('A column of addresses is found under "Adr" even if its first 300 cells are empty', async () => {
  const without = Array.from({ length: 300 }, () => ',Ann,Berg')
  expect(
    await readyIn(['Adr,First Name,Last Name', ...without, 'ann@berg.example,Ann,Berg', 'bob@cox.example,Bob,Cox']),
  ).toEqual(['ann@berg.example', 'bob@cox.example'])
})

it('Cells may be separated by a broken bar', async () => {
  expect(
    await readyIn([
      'Email¦First Name¦Company¦Opt out',
      'ann@berg.example¦Ann¦Berg, Lda¦',
      'bob@cox.example¦Bob¦Cox¦yes',
    ]),
  ).toEqual(['ann@berg.example'])
})

it('An email address is found within a postal one if there is no other', async () => {
  expect(await readyIn(['Name,Adresse', 'Ann Berg,"Weg 1, Bonn, ann@berg.example"'])).toEqual(['ann@berg.example'])
})
