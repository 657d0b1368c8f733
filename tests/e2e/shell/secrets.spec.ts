import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { startFakeInstantly } from '../../support/instantly/server.ts'
import { test as base, expect } from '../support/app.ts'

const key = 'made-up-key-7Q2xV9mZ4tLw8RkC1nBsEoHy'
const passphrase = 'four made-up words here'

const test = base.extend<{ instantlyUrl: string }>({
  // oxlint-disable-next-line no-empty-pattern
  instantlyUrl: async ({}, use) => {
    const instantly = await startFakeInstantly({ workspaces: [{ name: 'Northwind', keys: [{ key }] }] })
    await use(instantly.url)
    await instantly.close()
  },
})

// Tests the start, run and end of the process.
test.use({ ownProcess: true })

/** Returns files below the home that contain one of the texts, in clear, in UTF-16 or as base64. */
function filesHolding(home: string, texts: readonly string[]): readonly string[] {
  const forms = texts.flatMap((text) => [
    Buffer.from(text),
    Buffer.from(text, 'utf16le'),
    Buffer.from(Buffer.from(text).toString('base64').replace(/=+$/, '').slice(0, -1)),
  ])
  return readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = path.join(home, name)
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return false
    const content = readFileSync(file)
    return forms.some((form) => content.includes(form))
  })
}

for (const keyring of ['yes', 'none'] as const) {
  test(`With ${keyring === 'yes' ? 'a' : 'no'} keyring a key is stored nowhere in plain text, and works after a kill`, async ({
    launch,
    instantlyUrl,
  }) => {
    const sendoff = await launch({ instantlyUrl, keyring })
    const { protection } = await sendoff.call('vault.state', {})
    if (protection === 'passphrase') await sendoff.call('vault.setPassphrase', { passphrase })
    const added = await sendoff.call('workspaces.addKey', { workspaceId: null, key })
    expect(JSON.stringify(added)).not.toContain(key)
    await sendoff.kill()
    await sendoff.relaunch()
    if (protection === 'passphrase') {
      expect(await sendoff.call('vault.state', {})).toMatchObject({ locked: true })
      await sendoff.call('vault.unlock', { passphrase })
    }
    const tested = await sendoff.call('workspaces.testConnection', { workspaceId: added.workspace.id })
    expect(tested.ok).toBe(true)
    await sendoff.quit()
    expect(filesHolding(sendoff.home, ['Northwind']), 'what is kept in clear is found').not.toEqual([])
    expect(filesHolding(sendoff.home, [key, passphrase])).toEqual([])
    expect(sendoff.stderr()).not.toContain(key)
  })
}
