import type { charts } from '#shared/contract/charts.ts'
import type { Handlers } from '#shared/contract/route.ts'
import type { Deps } from '../../deps.ts'
import { writeWhole } from '../../lib/write-whole.ts'
import { demoFileMark, demoTeller } from '../workspaces/demo-teller.ts'

/** What no file system takes in a name, and line ends. */
const notInNames = /[\\/:*?"<>|\p{Cc}]+/gu

/** Charts as pictures on the operator's disk. The window draws them; only the backend writes files. */
export function chartRoutes({ host, store }: Pick<Deps, 'host' | 'store'>): Handlers<typeof charts> {
  const isDemo = demoTeller(store)
  return {
    'charts.savePicture': async ({ workspaceId, name, format, content }) => {
      // What is simulated says so wherever it goes.
      const mark = workspaceId !== null && isDemo(workspaceId) ? `${demoFileMark} ` : ''
      const path = await host.chooseSavePath({
        defaultName: `${mark}${name.replace(notInNames, ' ').replace(/ +/g, ' ').trim()}.${format}`,
      })
      if (path === null) return null
      const bytes = Buffer.from(content, format === 'png' ? 'base64' : 'utf8')
      await writeWhole(path, async (file) => {
        await file.write(bytes)
      })
      return { path }
    },
  }
}
