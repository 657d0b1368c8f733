import {
  Archive,
  ArchiveRestore,
  ClipboardPaste,
  FlaskConical,
  FolderOpen,
  Pencil,
  Save,
  Search,
  Send,
  Trash2,
} from 'lucide-react'
import { type Command, doing } from '../core/lib/commands.ts'

export const listCommands = {
  paste: doing('lists.paste', 'lists', ClipboardPaste, 'paste'),
  showArchived: doing('lists.showArchived', 'lists', FolderOpen, 'showArchived'),
  saveImport: doing('imports.save', 'import', Save, 'saveImport', { keys: 'mod+enter' }),
  discardImport: doing('imports.discard', 'import', Trash2, 'discardImport'),
  exportList: doing('lists.export', 'list', Send, 'exportList', { keys: 'mod+enter' }),
  split: doing('experiments.split', 'list', FlaskConical, 'splitList'),
  rename: doing('lists.rename', 'list', Pencil, 'renameList', { keys: 'f2' }),
  search: doing('lists.search', 'list', Search, 'searchList', { keys: '/' }),
  archive: doing('lists.archive', 'list', Archive, 'archiveList'),
  restore: doing('lists.restore', 'list', ArchiveRestore, 'restoreList'),
} as const satisfies Record<string, Command>
