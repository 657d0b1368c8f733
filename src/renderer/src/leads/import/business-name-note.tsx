import { findBusinessNames } from '#shared/domain/leads/import/business-names.ts'
import { t } from '../../core/lib/texts.ts'
import { Button } from '../../core/ui/button.tsx'
import { columnName } from './column-name.ts'
import { editImportUndoably, type ImportEdits } from './import-edits.ts'
import { chooseTarget } from './mapping-rules.ts'

/** For a file of businesses without people: maps the name to the company, and on request also to the first name. */
export function BusinessNameNote({ edits }: { edits: ImportEdits }) {
  const words = t.importing.business
  const { draft, mapping, chosen, settings } = edits
  const found = findBusinessNames(
    draft.columns.map(({ header, suggestion, samples }) => ({ header, suggested: suggestion.target, samples })),
    mapping,
    draft.source?.id ?? null,
  )
  const column = found && draft.columns[found.column]
  if (!found || !column) return null
  const asFirst = settings.companyAsFirstName ?? false
  const example = column.samples[0]?.trim() ?? ''
  const use = (companyAsFirstName: boolean) =>
    editImportUndoably(
      edits,
      {
        ...(found.isCompany
          ? {}
          : {
              mapping: chooseTarget(mapping, found.column, { kind: 'field', field: 'company_name' }).mapping,
              chosen: new Set(chosen).add(found.column),
            }),
        settings: { ...settings, companyAsFirstName },
      },
      () => words.act,
    )
  return (
    <div className="row business-names small">
      <span className="grow">
        {asFirst ? (
          <>
            <b>{words.used}</b> <span className="text-2">{words.greeting(example)}</span>
          </>
        ) : (
          <>
            <b>{words.title}</b>{' '}
            <span className="text-2">{found.isCompany ? words.isCompany(columnName(column)) : words.none}</span>
          </>
        )}
      </span>
      {!asFirst && !found.isCompany && (
        <Button label={words.asCompany(columnName(column))} size="s" onClick={() => use(false)} />
      )}
      {asFirst ? (
        <Button label={words.notFirst} size="s" variant="quiet" onClick={() => use(false)} />
      ) : (
        <Button
          label={found.isCompany ? words.alsoFirst : words.bothNames}
          size="s"
          title={words.greeting(example)}
          onClick={() => use(true)}
        />
      )}
    </div>
  )
}
