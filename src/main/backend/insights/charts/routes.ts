import type { charts } from '#shared/contract/insights/charts.ts'
import type { Handlers } from '#shared/contract/route.ts'
import { createDemoLookup, offeredFileName } from '../../clients/workspaces/demo-workspaces.ts'
import type { Deps } from '../../core/deps.ts'
import { plainFileName } from '../../core/lib/file-name.ts'
import { writeFileAtomically } from '../../core/lib/write-atomically.ts'

/** Saves charts as images. The window draws them, but only the backend writes files. */
export function chartRoutes({ host, store }: Pick<Deps, 'host' | 'store'>): Handlers<typeof charts> {
  const isDemo = createDemoLookup(store)
  return {
    'charts.savePicture': async ({ workspaceId, name, format, content }) => {
      const fileName = `${plainFileName(name).replace(/ +/g, ' ')}.${format}`
      const path = await host.chooseSavePath({ defaultName: offeredFileName(isDemo(workspaceId), fileName) })
      if (path === null) return null
      const bytes = Buffer.from(content, format === 'png' ? 'base64' : 'utf8')
      await writeFileAtomically(path, async (file) => {
        await file.write(bytes)
      })
      return { path }
    },
  }
}
