import { useState } from 'react'
import type { EarlierCopies } from '#shared/contract/app/backups.ts'
import { type Person, personStores } from '#shared/contract/app/people.ts'
import { call, useAction, useQuery } from '../../core/lib/backend.ts'
import { go } from '../../core/lib/router.ts'
import { formatList, t } from '../../core/lib/texts.ts'
import { Icon } from '../../core/ui/button.tsx'
import { column } from '../../core/ui/column.ts'
import { Field, TextInput } from '../../core/ui/field.tsx'
import { FormDialog } from '../../core/ui/form-dialog.tsx'
import { PlainTable } from '../../core/ui/plain-table.tsx'
import { Checkbox } from '../../core/ui/toggles.tsx'
import { EarlierCopiesText } from '../backups/earlier-copies.tsx'
import { placeIcons } from './place-icons.ts'

/** Shows what is erased and what is kept, place by place, before anything is erased. */
export function EraseDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const words = t.people.dialog
  const [typed, setTyped] = useState('')
  const [block, setBlock] = useState(true)
  const earlier = useQuery('backups.earlier', {}).data
  const erase = useAction(async () => {
    const { id } = await call('people.erase', { email: person.email, typed, block })
    // The page of an erased person has nothing to show, so this leads to the receipt.
    go(`/settings/data/erased/${id}`)
  })
  return (
    <FormDialog
      onClose={onClose}
      width={680}
      title={words.title(person.name || person.email)}
      description={words.text(person.email, person.clients.length)}
      closeLabel={words.keep}
      action={erase}
      label={words.act}
      variant="danger"
      ready={typed.trim().toLowerCase() === person.email}
    >
      <div className="stack person-erase">
        <PlainTable<ReturnType<typeof placesOf>[number]>
          label={words.happens}
          rows={placesOf(person, block, earlier)}
          rowId={(row) => row.name}
          columns={[
            column('place', words.place, { width: 150 }, (row) => (
              <span className="row">
                <Icon of={row.icon} />
                {row.name}
              </span>
            )),
            column('stored', words.stored, { width: 190 }, (row) => <span className="text-2">{row.stored}</span>),
            column('happens', words.happens, {}, (row) => row.happens),
          ]}
        />
        {person.elsewhere.reachable > 0 && <Checkbox label={words.block} checked={block} onChange={setBlock} />}
        <Field label={words.confirm}>
          <TextInput value={typed} onChange={setTyped} maxLength={320} />
        </Field>
      </div>
    </FormDialog>
  )
}

function placesOf({ stores, elsewhere }: Person, block: boolean, earlier: EarlierCopies | undefined) {
  const words = t.people
  const held = personStores.flatMap((kind) => (stores[kind] > 0 ? [words.stores[kind](stores[kind])] : []))
  const copies = elsewhere.backups + elsewhere.replaced
  const remote = block ? words.dialog.instantlyBlocked : words.dialog.instantly
  return [
    { icon: placeIcons.here, name: words.thisComputer, stored: formatList(held), happens: words.dialog.now },
    {
      icon: placeIcons.backups,
      name: words.backups,
      stored: words.copies(copies),
      happens: earlier && <EarlierCopiesText copies={earlier} />,
    },
    {
      icon: placeIcons.instantly,
      name: words.instantly,
      stored: words.workspaces(elsewhere.reachable),
      happens: elsewhere.reachable === 0 ? words.dialog.noKey : remote,
    },
    ...(elsewhere.relays > 0
      ? [
          {
            icon: placeIcons.relay,
            name: words.relay,
            stored: words.relays(elsewhere.relays),
            happens: words.dialog.relay,
          },
        ]
      : []),
    ...(elsewhere.supabase > 0
      ? [
          {
            icon: placeIcons.supabase,
            name: words.supabase,
            stored: words.sources(elsewhere.supabase),
            happens: words.dialog.supabase,
          },
        ]
      : []),
    ...(elsewhere.crms > 0
      ? [{ icon: placeIcons.crm, name: words.crm, stored: words.crms(elsewhere.crms), happens: words.dialog.crm }]
      : []),
    {
      icon: placeIcons.files,
      name: words.files,
      stored: words.reports(elsewhere.reports),
      happens: words.dialog.files,
    },
  ]
}
