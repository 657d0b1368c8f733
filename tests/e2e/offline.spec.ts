/** A train without a network, after a restart: everything is read, nothing is lost, and all goes on by itself later. */
import { mail } from '../integration/inbox/support.ts'
import { createNetwork } from '../support/network.ts'
import { connect, expectState, goTo, leadFile, newestLedger, saveAsList, test, toThePlan } from './support/main-job.ts'
import { screens } from './support/screens.ts'

test('explore', async ({ launch, instantly }, testInfo) => {
  test.setTimeout(180_000)
  const line = await createNetwork(instantly.url)
  const sendoff = await launch({ instantlyUrl: line.url })
  const { id: workspaceId } = await connect(sendoff)
  mail({ fake: instantly }, { lead: 'anna@kessler.example', subject: 'Re: Stock counts', text: 'Sounds good. A call on Tuesday?' })
  await saveAsList(sendoff, leadFile(40, 'second.csv'))
  await toThePlan(sendoff, leadFile(120))
  await screens.plan.send(sendoff.page).click()
  await expectState(sendoff, 'done')
  await sendoff.call('inbox.sync', { workspaceId: null })
  await sendoff.call('campaigns.readNow', { workspaceId })
  const lists = await sendoff.call('lists.all', { workspaceId, archived: false })
  const campaign = (await sendoff.call('campaigns.list', { workspaceId, page: {} })).rows[0]
  const thread = (await sendoff.call('inbox.threads', { workspaceId, box: 'all' } as never)).rows[0]
  const exportId = (await newestLedger(sendoff)).summary.id
  await line.down()
  await sendoff.quit()
  await sendoff.relaunch()
  await sendoff.page.context().setOffline(true)
  await sendoff.page.waitForTimeout(1500)
  const routes = ['/home','/lists',`/lists/${lists[0]?.id}`,'/exports',`/exports/${exportId}`,`/exports/plan/${lists[0]?.id}`,'/campaigns',`/campaigns/${campaign?.id}`,'/analytics','/inbox',`/inbox/${thread?.id}`,'/activity','/activity/events','/activity/given-up','/activity/missing','/activity/simulator','/activity/jobs','/activity/service','/settings',`/settings/workspaces/${workspaceId}`,'/settings/relay','/settings/blocklist','/settings/crm','/lists/instantly','/lists/supabase','/help']
  for (const [at, route] of routes.entries()) {
    await goTo(sendoff, route)
    await sendoff.page.waitForTimeout(700)
    await sendoff.page.screenshot({ path: testInfo.outputPath(`${String(at).padStart(2, '0')}.png`) })
  }
  await line.close()
})
