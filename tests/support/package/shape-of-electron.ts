/**
 * A fake Electron with what electron-builder needs for packing: files of the right names, and programs it can write
 * into.
 */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** Electron's fuse marker, the version of the fuse wire, the number of fuses, and the state of each before packing. */
const switchboard = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09101000010'
const script = `#!/bin/sh\n# ${switchboard}\nexit 0\n`
const locales = ['en-US', 'en-GB', 'de', 'nl', 'fr']

/** Creates a fake Electron for a system in a folder, and returns the folder. */
export function shapeOfElectron(system: 'linux' | 'win32' | 'darwin', folder: string): string {
  mkdirSync(folder, { recursive: true })
  if (system === 'darwin') forMac(folder)
  else {
    const names = locales.map((locale) => path.join(folder, 'locales', `${locale}.pak`))
    for (const file of names) write(file, '')
    if (system === 'win32') write(path.join(folder, 'electron.exe'), windowsProgram())
    else program(path.join(folder, 'electron'), script)
  }
  return folder
}

function write(file: string, content: string | Buffer): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content, 'latin1')
}

function program(file: string, content: string): void {
  write(file, content)
  chmodSync(file, 0o755)
}

type Editor = {
  readonly NtExecutable: { createEmpty(is32Bit: boolean, isDll: boolean): { generate(): ArrayBuffer } }
  readonly NtExecutableResource: { from(of: unknown): { entries: unknown[]; outputResource(of: unknown): void } }
  readonly Resource: { readonly VersionInfo: { createEmpty(): VersionInfo } }
}
type VersionInfo = {
  lang: number
  setStringValues(language: object, values: Readonly<Record<string, string>>): void
  outputToResourceEntries(entries: unknown[]): void
}

/** Returns a program without code but with version strings, into which the archive's checksum is written. */
function windowsProgram(): Buffer {
  // The editor electron-builder itself uses, resolved from its own location.
  const own = createRequire(import.meta.url)
  const theirs = createRequire(createRequire(own.resolve('electron-builder/package.json')).resolve('app-builder-lib'))
  // The form of a package.
  const { NtExecutable, NtExecutableResource, Resource } = theirs('resedit') as Editor
  const executable = NtExecutable.createEmpty(false, false)
  const resource = NtExecutableResource.from(executable)
  const version = Resource.VersionInfo.createEmpty()
  version.lang = 1033
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'Electron' })
  version.outputToResourceEntries(resource.entries)
  resource.outputResource(executable)
  return Buffer.concat([Buffer.from(executable.generate()), Buffer.from(switchboard, 'latin1')])
}

function forMac(folder: string): void {
  const contents = path.join(folder, 'Electron.app', 'Contents')
  bundle(contents, 'Electron', 'com.github.Electron')
  for (const kind of ['', ' (Renderer)', ' (Plugin)', ' (GPU)']) {
    const name = `Electron Helper${kind}`
    bundle(path.join(contents, 'Frameworks', `${name}.app`, 'Contents'), name, 'com.github.Electron.helper')
  }
  const framework = path.join(contents, 'Frameworks', 'Electron Framework.framework')
  const version = path.join(framework, 'Versions', 'A')
  write(path.join(version, 'Electron Framework'), switchboard)
  write(
    path.join(version, 'Resources', 'Info.plist'),
    propertyList('Electron Framework', 'com.github.Electron.framework'),
  )
  for (const locale of ['en', 'de', 'nl', 'fr'])
    write(path.join(version, 'Resources', `${locale}.lproj`, 'locale.pak'), '')
  symlinkSync('A', path.join(framework, 'Versions', 'Current'))
  symlinkSync('Versions/Current/Electron Framework', path.join(framework, 'Electron Framework'))
}

function bundle(contents: string, name: string, id: string): void {
  write(path.join(contents, 'Info.plist'), propertyList(name, id))
  program(path.join(contents, 'MacOS', name), script)
  write(path.join(contents, 'Resources', 'electron.icns'), '')
}

const propertyList = (name: string, id: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>${id}</string>
<key>CFBundleName</key><string>${name}</string>
</dict></plist>
`
