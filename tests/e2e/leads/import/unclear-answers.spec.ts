/** Values of a file that may mean no: the import asks about each, and one press answers. */
import { importingEn } from '#shared/texts/en/leads/import.ts'
import { listsEn } from '#shared/texts/en/leads/lists.ts'
import { expect, goTo, test, toTheMapping, writeFile } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const words = importingEn.askedWords
const file = (name: string) =>
  writeFile(
    name,
    [
      'Email,First Name,Status',
      'ann@acme.example,Ann,Active',
      'bo@birch.example,Bo,Zugeparkt',
      'bea@beech.example,Bea,Zugeparkt',
      'cy@cedar.example,Cy,Unsubscribed',
      'dan@date.example,Dan,Not interested',
    ].join('\n'),
  )

test('Values that may mean no are asked about, left out or kept by one click, and remembered; nobody of a block list is saved', async ({
  connected,
}) => {
  const { page } = connected
  const drop = async (path: string) => {
    // The file before it may still be open.
    await goTo(connected, '/lists')
    await expect(page.getByRole('heading', { name: listsEn.title, level: 1 })).toBeVisible()
    await toTheMapping(connected, path)
  }
  await test.step('Nobody in a file named like a block list is saved as a lead until a switch allows it', async () => {
    await drop(writeFile('Sperrliste 2025.csv', 'Name,Email\nAnn Lee,ann@acme.example\nBo Kim,bo@b.example'))
    const note = page.getByText(importingEn.aboutNo('Sperrliste 2025.csv'))
    await expect(note).toBeVisible()
    const leaveOut = page.getByRole('switch', { name: importingEn.switches.holdAboutNo.label }).first()
    await expect(leaveOut).toBeChecked()
    await expect(page.getByRole('button', { name: importingEn.gates.open(listsEn.gates.unclear.word) })).toBeVisible()
    await leaveOut.click()
    await expect(screens.mapping.save(page)).toHaveText(/\b2\b/)
  })

  await test.step('An unclear word in a file is asked about, excluded by default, included with one click, and remembered', async () => {
    await drop(file('people.csv'))
    const answers = (value: string) => page.getByRole('radiogroup', { name: words.choice(value) })
    const ready = (count: number) => expect(screens.mapping.save(page)).toHaveText(new RegExp(`\\b${count}\\b`))
    await expect(page.getByRole('heading', { name: words.title })).toBeVisible()
    await expect(page.getByText(words.example(2, 'bo@birch.example'))).toBeVisible()
    await expect(answers('Zugeparkt').getByRole('radio', { name: words.leaveOut })).toBeChecked()
    await expect(answers('Not interested').getByRole('radio', { name: words.leaveOut })).toBeChecked()
    await expect(answers('Unsubscribed')).toHaveCount(0)
    await expect(page.getByRole('button', { name: importingEn.gates.open(listsEn.gates.declined.word) })).toBeVisible()
    await ready(1)
    await answers('Zugeparkt').getByRole('radio', { name: words.contact }).click()
    await ready(3)
    await page.keyboard.press('ControlOrMeta+z')
    await ready(1)
    await answers('Zugeparkt').getByRole('radio', { name: words.contact }).click()
    await ready(3)
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()

    await drop(file('later.csv'))
    await expect(answers('Zugeparkt').getByRole('radio', { name: words.contact })).toBeChecked()
    await expect(answers('Not interested').getByRole('radio', { name: words.leaveOut })).toBeChecked()
  })

  await test.step('A mark that a legend above the table explains is asked about with its meaning', async () => {
    const rows = ['x = kein Interesse,,', 'Email,First Name,Mark', 'ann@acme.example,Ann,', 'bo@birch.example,Bo,x']
    await drop(writeFile('marks.csv', rows.join('\n')))
    const answers = page.getByRole('radiogroup', { name: words.choice('x = kein Interesse') })
    await expect(answers.getByRole('radio', { name: words.leaveOut })).toBeChecked()
    await answers.getByRole('radio', { name: words.contact }).click()
    await expect(screens.mapping.save(page)).toHaveText(/\b2\b/)
    await expect(answers.getByRole('radio', { name: words.contact })).toBeChecked()
    await answers.getByRole('radio', { name: words.leaveOut }).click()
    await expect(screens.mapping.save(page)).toHaveText(/\b1\b/)
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()
  })

  await test.step('A remark in words that nobody foresaw is shown before saving, left out with one click, and remembered', async () => {
    const remarks = (name: string) =>
      writeFile(
        name,
        [
          'Email,First Name,Notes',
          'ed@elm.example,Ed,met at the fair in Ulm',
          'flo@fir.example,Flo,she would rather have letters',
          'gil@gorse.example,Gil,met at the fair in Ulm',
        ].join('\n'),
      )
    await drop(remarks('remarks.csv'))
    const answers = (value: string) => page.getByRole('radiogroup', { name: words.choice(value) })
    const ready = (count: number) => expect(screens.mapping.save(page)).toHaveText(new RegExp(`\\b${count}\\b`))
    const letters = answers('she would rather have letters')
    await expect(page.getByRole('heading', { name: importingEn.remarks.title })).toBeVisible()
    await expect(letters.getByRole('radio', { name: words.contact })).toBeChecked()
    // What does not speak of people is only a click away.
    await expect(answers('met at the fair in Ulm')).toHaveCount(0)
    await page.getByRole('button', { name: words.more(1) }).click()
    await expect(answers('met at the fair in Ulm')).toBeVisible()
    await ready(3)
    await letters.getByRole('radio', { name: words.leaveOut }).click()
    await ready(2)
    await page.keyboard.press('ControlOrMeta+z')
    await ready(3)
    await letters.getByRole('radio', { name: words.leaveOut }).click()
    await ready(2)
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()

    await drop(remarks('later.csv'))
    await expect(letters.getByRole('radio', { name: words.leaveOut })).toBeChecked()
    await ready(2)
  })

  await test.step('Notes kept as a variable in one file do not hide an opt-out in the notes of the next', async () => {
    const notes = (name: string, ...remarks: string[]) =>
      writeFile(name, ['Email,Notes', ...remarks.map((remark, at) => `p${at}@acme.example,${remark}`)].join('\n'))
    await drop(notes('january.csv', 'fair Ulm', 'fair Bonn'))
    await page.getByRole('button', { name: listsEn.import.keepVariable }).click()
    await screens.mapping.save(page).click()
    await screens.list.export(page).waitFor()

    await drop(notes('february.csv', 'fair Köln', 'do not email again', 'fair Jena'))
    await expect(screens.mapping.save(page)).toHaveText(/\b2\b/)
  })
})
