/** The rules a list was last imported with, for leads that are checked again later. */
import { type FullSettings, fullSettings, type ImportSettings } from '#shared/domain/leads/import/row-settings.ts'
import type { ListId } from '#shared/ids.ts'
import type { Store } from '../../core/deps.ts'

export function settingsOfList({ raw }: Pick<Store, 'raw'>, listId: ListId): FullSettings {
  const text = raw
    .prepare<[number], string>('select settings from list_import where list_id = ? order by id desc limit 1')
    .pluck()
    .get(listId)
  return fullSettings({ holdUnverified: true, ...(JSON.parse(text ?? '{}') as Partial<ImportSettings>) })
}
