import { expect, it } from 'vitest'
import { packRemoteIds, unpackRemoteIds } from '#backend/exports/engine/remote-ids.ts'

const uuid = '0190f3a1-5bcd-7e42-9f01-23456789abcd'

it('UUIDs are stored in 16 bytes each, and leads that were not created keep their place', () => {
  const ids = [uuid, null, '00000000-0000-7000-8000-000000000001', 'ffffffff-ffff-ffff-ffff-ffffffffffff']
  const packed = packRemoteIds(ids)
  expect(packed.toString('hex', 1, 17)).toBe(uuid.replaceAll('-', ''))
  expect(packed.length).toBe(1 + 4 * 16)
  expect(unpackRemoteIds(packed)).toEqual(ids)
  expect(unpackRemoteIds(packRemoteIds([]))).toEqual([])
})

it.for([
  'lead-1',
  '',
  uuid.toUpperCase(),
  uuid.replace('a', 'g'),
  uuid.replace('a', 'İ'),
  uuid.replaceAll('-', '_'),
  uuid.replace('-', '0'),
  `${uuid}0`,
  uuid.slice(1),
])('An id that only looks like a UUID is returned unchanged: %j', (odd) => {
  for (const ids of [[odd], [uuid, odd, null, uuid]]) expect(unpackRemoteIds(packRemoteIds(ids))).toEqual(ids)
})
