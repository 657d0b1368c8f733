/** A client is connected as it is, whatever its workspace at Instantly is called. */
import { expect, key, test } from '../../support/main-job.ts'
import { screens } from '../../support/screens.ts'

const name = `Dental clinics ${'of the whole country '.repeat(4)}Ltd.`
test.use({ instantlyOptions: { workspaces: [{ name, keys: [{ key }], mailboxes: 1 }] } })

test('A workspace with a longer name than a client may have is connected under the beginning of its name', async ({
  launch,
  instantly,
}) => {
  const sendoff = await launch({ instantlyUrl: instantly.url })
  const { page } = sendoff
  await screens.connect.key(page).fill(key)
  await screens.connect.test(page).click()
  await screens.connect.add(page).click()
  await screens.drop.chooseFile(page).waitFor()
  const [workspace] = await sendoff.call('workspaces.list', {})
  expect(workspace?.name).toBe(name.slice(0, 80).trim())
})
