import type { LockTexts } from '../../en/app/lock.ts'
import { counted } from '../core/counted.ts'

export const lockDe: LockTexts = {
  title: 'App-Sperre',
  isOn: 'an',
  isOff: 'aus',
  protects:
    'Verbirgt Sendoff vor allen, die an diesem Computer sitzen, während Sie angemeldet sind. Die Daten werden nicht verschlüsselt: Wer Ihre Dateien lesen kann, kann auch sie lesen. Dagegen hilft ein verschlüsselter Datenträger. API-Schlüssel schützt der Schlüsselbund des Systems, nicht diese Sperre.',
  onlyAsked: 'Sperrt auf Ihren Wunsch und bei jedem Start.',
  setUp: 'Sperre einrichten …',
  change: 'Sperre ändern …',
  setUpTitle: 'Sperre einrichten',
  changeTitle: 'Sperre ändern',
  remove: 'Sperre entfernen',
  now: 'Jetzt sperren',
  current: 'Bisherige Passphrase',
  next: 'Neue Passphrase',
  nextHint: 'Leer: wie bisher.',
  hint: 'Mindestens 8 Zeichen. Nur ein Hash davon wird behalten.',
  passphrase: 'Ihre Passphrase',
  again: 'Wiederholen',
  tooShort: 'Mindestens 8 Zeichen.',
  differ: 'Die beiden sind nicht gleich.',
  idle: 'Bei Untätigkeit sperren',
  never: 'Nur auf Wunsch',
  saved: 'Sperre gespeichert',
  removed: 'Sperre entfernt',
  save: 'Speichern',
  forgottenMeans:
    'Eine vergessene Passphrase kann Ihnen niemand sagen. Die Sperre wird dann entfernt, indem Sie ihre Datei löschen; sonst geht nichts verloren.',
  locked: 'Sendoff ist gesperrt',
  goesOn: 'Exporte, Synchronisierungen und alles andere im Hintergrund laufen weiter.',
  unlock: 'Entsperren',
  forgotten: 'Passphrase vergessen?',
  forgottenText:
    'Beenden Sie Sendoff, löschen Sie diese Datei und starten Sie neu: Die Sperre ist aus, alles andere ist wie vorher.',
  openFolder: 'Datenordner öffnen',
  after: (count) => `Sperrt nach ${counted(count, 'Minute', 'Minuten')} ohne Taste oder Maus und bei jedem Start.`,
  minutes: (count) => counted(count, 'Minute', 'Minuten'),
}
